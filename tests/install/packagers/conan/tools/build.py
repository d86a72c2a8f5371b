import re

from conan.errors import ConanInvalidConfiguration


def check_min_cppstd(conanfile, least):
    standard = str(conanfile.settings.compiler.cppstd)
    year = int(re.sub("[^0-9]", "", standard))
    # '98 is the oldest.
    if (year - 98) % 100 < (int(least) - 98) % 100:
        raise ConanInvalidConfiguration(f"C++{least} at least is needed, and cppstd is {standard}")


def can_run(conanfile):
    return True

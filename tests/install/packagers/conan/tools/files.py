import fnmatch
import os
import shutil


def load(conanfile, path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def copy(conanfile, pattern, src, dst, excludes=None):
    """`pattern` matches paths below src as a whole; its * matches / too."""
    for folder, _, names in os.walk(src):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), src)
            if fnmatch.fnmatch(path, pattern) and not (excludes and fnmatch.fnmatch(path, excludes)):
                os.makedirs(os.path.dirname(os.path.join(dst, path)), exist_ok=True)
                shutil.copy2(os.path.join(folder, name), os.path.join(dst, path))

"""Conan 2: `conan create cmake/packaging/conan` in a clone of contend.

As in the Debian package, the layers are archives, built for one compiler's ThreadSanitizer, and the CMake package that is
used is the one that contend installs.
"""

import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load
from conan.tools.scm import Version

required_conan_version = ">=2.0.9"

# From this folder; the sources are exported to a copy of the root.
ROOT = os.path.join("..", "..", "..")


class ContendConan(ConanFile):
    name = "contend"
    description = "Schedule-controlling tests for concurrent C++"
    license = "MIT"
    url = "https://github.com/OWNER/contend"
    homepage = "https://github.com/OWNER/contend"
    topics = ("testing", "concurrency", "thread-sanitizer", "data-race")
    package_type = "static-library"
    settings = "os", "arch", "compiler", "build_type"

    def set_version(self):
        lists = load(self, os.path.join(self.recipe_folder, ROOT, "CMakeLists.txt"))
        self.version = re.search(r"project\(contend VERSION ([0-9.]+)", lists).group(1)

    def export_sources(self):
        root = os.path.join(self.recipe_folder, ROOT)
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "harness/*", "suppressions/*"):
            copy(self, pattern, src=root, dst=self.export_sources_folder, excludes="*/node_modules/*")

    def layout(self):
        self.folders.root = ROOT
        cmake_layout(self)

    def requirements(self):
        # contend's headers include these two.
        self.requires("gtest/[>=1.12 <2]", transitive_headers=True, transitive_libs=True)
        self.requires("rapidcheck/cci.20231215", transitive_headers=True, transitive_libs=True)
        self.requires("fmt/[>=9.1 <13]")
        self.requires("nlohmann_json/[>=3.11 <4]")
        self.requires("pugixml/[>=1.12 <2]")
        # For the program alone.
        self.requires("cli11/[>=2.1 <3]", visible=False)

    def validate(self):
        if self.settings.os != "Linux":
            raise ConanInvalidConfiguration("contend runs on Linux")
        if self.settings.arch not in ("x86_64", "armv8"):
            raise ConanInvalidConfiguration("contend runs on x86_64 and armv8")
        oldest = {"gcc": "12", "clang": "14"}.get(str(self.settings.compiler))
        if oldest is None:
            raise ConanInvalidConfiguration("contend needs the ThreadSanitizer of gcc or clang")
        if Version(self.settings.compiler.version) < oldest:
            raise ConanInvalidConfiguration(f"contend needs {self.settings.compiler} {oldest} or newer")
        if self.settings.get_safe("compiler.cppstd"):
            check_min_cppstd(self, 17)

    def package_id(self):
        # The layers choose their own, and the headers are the same in all of them.
        self.info.settings.rm_safe("compiler.cppstd")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["CONTEND_REQUIRE_TSAN"] = True
        toolchain.cache_variables["CONTEND_TESTS"] = False
        toolchain.cache_variables["CONTEND_EXAMPLES"] = False
        toolchain.cache_variables["CONTEND_WARNINGS_AS_ERRORS"] = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        # find_package() reads lib/cmake/contend: the hooks are flags of the linker that CMakeDeps has no words for.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("lib", "cmake", "contend")]

"""A user's project: `conan create` builds and runs it against the package."""

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout


class ContendTestConan(ConanFile):
    settings = "os", "arch", "compiler", "build_type"

    def requirements(self):
        # run: the package is of archives, and has a program besides.
        self.requires(self.tested_reference_str, run=True)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        toolchain = CMakeToolchain(self)
        # This folder is part of a source tree.
        toolchain.user_presets_path = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def test(self):
        if can_run(self):
            self.run("contend --version", env="conanrun")
            CMake(self).ctest(["--output-on-failure"], env="conanrun")

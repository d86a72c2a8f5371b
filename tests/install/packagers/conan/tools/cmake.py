import json
import os
import re

from conan.errors import ConanException


def cmake_layout(conanfile):
    conanfile.folders.source = "."
    conanfile.folders.build = os.path.join("build", str(conanfile.settings.build_type))
    conanfile.folders.generators = os.path.join(conanfile.folders.build, "generators")


class CMakeToolchain:
    """Writes what the build is configured by: a toolchain file, and the variables of the command line."""

    def __init__(self, conanfile):
        self._conanfile = conanfile
        self.cache_variables = {}
        # Conan also writes presets for people to use; nobody does here.
        self.user_presets_path = None

    def generate(self):
        recipe = self._conanfile
        os.makedirs(recipe.generators_folder, exist_ok=True)
        folders = [os.path.join(each.package_folder, name) for each in recipe.dependencies for name in each.cpp_info.builddirs]
        lines = {
            "CMAKE_CXX_COMPILER": recipe.profile["compiler"],
            "CMAKE_CXX_COMPILER_LAUNCHER": recipe.profile["launcher"],
            "CMAKE_BUILD_TYPE": str(recipe.settings.build_type),
            "CMAKE_CXX_STANDARD": re.sub("[^0-9]", "", str(recipe.settings.compiler.cppstd)),
            "CMAKE_INSTALL_LIBDIR": "lib",
            "CMAKE_FIND_PACKAGE_PREFER_CONFIG": "ON",
            "CMAKE_UNITY_BUILD": "ON",
            "CMAKE_PREFIX_PATH": ";".join(folders),
        }
        with open(os.path.join(recipe.generators_folder, "conan_toolchain.cmake"), "w", encoding="utf-8") as file:
            file.writelines(f'set({name} "{value}")\n' for name, value in lines.items())
        with open(os.path.join(recipe.generators_folder, "variables.json"), "w", encoding="utf-8") as file:
            json.dump({name: "ON" if value else "OFF" for name, value in self.cache_variables.items()}, file)


class CMakeDeps:
    """Writes nothing: what a package here needs is installed on the machine, and CMake finds it there."""

    def __init__(self, conanfile):
        self._conanfile = conanfile

    def generate(self):
        for each in self._conanfile.dependencies:
            if each.cpp_info.properties.get("cmake_find_mode") != "none":
                raise ConanException(f"{each.name}: Conan would write a CMake package of its own")


class CMake:
    def __init__(self, conanfile):
        self._conanfile = conanfile

    def configure(self):
        recipe = self._conanfile
        with open(os.path.join(recipe.generators_folder, "variables.json"), encoding="utf-8") as file:
            variables = json.load(file)
        variables["CMAKE_TOOLCHAIN_FILE"] = os.path.join(recipe.generators_folder, "conan_toolchain.cmake")
        if recipe.package_folder:
            variables["CMAKE_INSTALL_PREFIX"] = recipe.package_folder
        options = " ".join(f"-D{name}='{value}'" for name, value in variables.items())
        recipe.run(f"cmake -G Ninja {options} '{recipe.source_folder}'")

    def build(self):
        self._conanfile.run("cmake --build . --parallel 2")

    def install(self):
        self._conanfile.run(f"cmake --install . --prefix '{self._conanfile.package_folder}'")

    def ctest(self, cli_args, env=""):
        self._conanfile.run("ctest " + " ".join(cli_args), env=env)

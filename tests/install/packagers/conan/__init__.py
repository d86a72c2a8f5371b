"""What stands here for Conan 2, as far as contend's recipes ask for it: the same names, and each does what Conan's does, to
the same files. What is not here is an error. ../create.py is `conan create`.
"""

import os
import subprocess

from conan.errors import ConanException


class Settings:
    """Nested: compiler is a value and has a version."""

    def __init__(self, values, path=""):
        self._values = values
        self._path = path

    def __getattr__(self, name):
        path = f"{self._path}.{name}" if self._path else name
        if not any(known == path or known.startswith(path + ".") for known in self._values):
            raise ConanException(f"'{path}' is no setting of the recipe")
        return Settings(self._values, path)

    def __str__(self):
        return str(self._values[self._path])

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def get_safe(self, name):
        return self._values.get(name)

    def rm_safe(self, name):
        self._values.pop(name, None)

    def items(self):
        return sorted(self._values.items())


class CppInfo:
    def __init__(self):
        self.properties = {}
        self.builddirs = []
        self.includedirs = ["include"]
        self.bindirs = ["bin"]

    def set_property(self, name, value):
        self.properties[name] = value


class Folders:
    root = source = build = generators = None


class Info:
    settings = None


class ConanFile:
    settings = ()
    version = None
    tested_reference_str = None

    def __init__(self, recipe_folder, settings, profile):
        declared = self.settings
        self.recipe_folder = recipe_folder
        self.profile = profile
        self.settings = Settings({name: value for name, value in settings.items() if name.split(".")[0] in declared})
        self.info = Info()
        self.info.settings = Settings(dict(self.settings.items()))
        self.folders = Folders()
        self.cpp_info = CppInfo()
        self.required = {}
        self.dependencies = []
        self.base = self.package_folder = None

    def requires(self, reference, transitive_headers=None, transitive_libs=None, visible=True, run=False):
        self.required[reference] = {"headers": transitive_headers, "libs": transitive_libs, "visible": visible, "run": run}

    @property
    def source_folder(self):
        return os.path.normpath(os.path.join(self.base, self.folders.source))

    @property
    def build_folder(self):
        return os.path.normpath(os.path.join(self.base, self.folders.build))

    @property
    def generators_folder(self):
        return os.path.normpath(os.path.join(self.base, self.folders.generators))

    def _run(self):
        """The packages whose programs are to be found."""
        return [each for each in self.dependencies if self.required[f"{each.name}/{each.version}"]["run"]]

    def run(self, command, env="conanbuild"):
        variables = dict(os.environ)
        if env == "conanrun":
            folders = [os.path.join(each.package_folder, name) for each in self._run() for name in each.cpp_info.bindirs]
            variables["PATH"] = os.pathsep.join(folders + [variables["PATH"]])
        if subprocess.run(command, shell=True, cwd=self.build_folder, env=variables).returncode != 0:
            raise ConanException(f"failed: {command}")

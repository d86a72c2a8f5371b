"""What `conan create` does with contend's recipe, every method of it in Conan's order:

    create.py --recipe FOLDER --work FOLDER --compiler PATH --launcher PATH --name clang|gcc --version N

Builds the package into WORK/package, tests it by the recipe's test_package, and writes what the recipe says to
WORK/recipe.json.
"""

import argparse
import importlib.util
import json
import os
import platform
import shutil

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration


def recipe_class(folder, module_name):
    spec = importlib.util.spec_from_file_location(module_name, os.path.join(folder, "conanfile.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    classes = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, ConanFile)]
    return next(each for each in classes if each is not ConanFile)


def refusal(recipe, folder, settings):
    """Why these settings are refused; none: they are not."""
    try:
        recipe(folder, settings, {}).validate()
    except ConanInvalidConfiguration as error:
        return str(error)
    return None


def refusals(recipe, folder, settings):
    """By the setting that is different."""
    variations = [
        ("os", "Windows"),
        ("os", "Macos"),
        ("arch", "x86"),
        ("arch", "armv8"),
        ("compiler", "msvc"),
        ("compiler.version", "11"),
        ("compiler.cppstd", "14"),
        ("compiler.cppstd", "gnu98"),
        ("compiler.cppstd", "23"),
        ("compiler.cppstd", None),
    ]
    return {f"{name}={value}": refusal(recipe, folder, {**settings, name: value}) for name, value in variations}


def create(recipe_type, folder, work, settings, profile):
    recipe = recipe_type(folder, settings, profile)
    recipe.set_version()
    recipe.base = recipe.export_sources_folder = os.path.join(work, "source")
    recipe.package_folder = os.path.join(work, "package")
    recipe.export_sources()
    recipe.layout()
    recipe.requirements()
    recipe.validate()
    recipe.package_id()
    recipe.generate()
    recipe.build()
    recipe.package()
    # What is built against the package must not need what it was built from.
    shutil.rmtree(recipe.base)
    recipe.package_info()
    return recipe


def test(package, folder, work, settings, profile):
    # Conan works in the folder itself; here the tree stays as it is.
    base = os.path.join(work, "test_package")
    shutil.copytree(folder, base, ignore=shutil.ignore_patterns("build"))
    tested = recipe_class(base, "test_package")(base, settings, profile)
    tested.base = base
    tested.tested_reference_str = f"{package.name}/{package.version}"
    tested.requirements()
    assert list(tested.required) == [tested.tested_reference_str], tested.required
    tested.dependencies = [package]
    tested.layout()
    tested.generate()
    tested.build()
    tested.test()


def main():
    parser = argparse.ArgumentParser()
    for name in ("recipe", "work", "compiler", "launcher", "name", "version"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    settings = {
        "os": platform.system(),
        "arch": {"aarch64": "armv8"}.get(platform.machine(), platform.machine()),
        "build_type": "Release",
        "compiler": options.name,
        "compiler.version": options.version,
        "compiler.cppstd": "gnu17",
    }
    profile = {"compiler": options.compiler, "launcher": options.launcher}
    recipe_type = recipe_class(options.recipe, "recipe")
    package = create(recipe_type, options.recipe, options.work, settings, profile)
    test(package, os.path.join(options.recipe, "test_package"), options.work, settings, profile)
    said = {
        "name": package.name,
        "version": package.version,
        "requires": package.required,
        "package_id": dict(package.info.settings.items()),
        "refused": refusals(recipe_type, options.recipe, settings),
    }
    with open(os.path.join(options.work, "recipe.json"), "w", encoding="utf-8") as file:
        json.dump(said, file)


main()

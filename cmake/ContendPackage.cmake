# `cpack -G DEB` in a build folder, or `cpack --config build/race/CPackConfig.cmake -G DEB`: a Debian package of what
# `cmake --install` installs. It is for developers: the layers are archives, built for one compiler's ThreadSanitizer.
set(CPACK_PACKAGE_NAME contend)
set(CPACK_PACKAGE_VENDOR "the contend developers")
set(CPACK_PACKAGE_CONTACT "the contend developers <contend@localhost.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
    "contend chooses the interleavings of concurrent C++ code, under ThreadSanitizer, on stock compilers, without a change to \
the code under test. It finds a race, shrinks it, and hands back a token that replays it.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES OFF)
set(CPACK_GENERATOR DEB TGZ)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# The program's shared libraries are found out; what its headers and CMake package need is not.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libfmt-dev, libgtest-dev, libpugixml-dev, librapidcheck-dev, nlohmann-json3-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake (>= 3.25), pkg-config, clang, llvm")
include(CPack)

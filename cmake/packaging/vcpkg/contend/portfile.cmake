# An overlay port: `vcpkg install contend --overlay-ports=cmake/packaging/vcpkg`.
vcpkg_check_linkage(ONLY_STATIC_LIBRARY)

# The layers run beside the code under test, in its debug builds too, and are fast enough only when optimised. The hooks
# are linked by their path in the installation, so that there is one of each.
set(VCPKG_BUILD_TYPE release)

# A release sets SHA512, of its archive on GitHub; until then `vcpkg install --head` builds the main branch.
vcpkg_from_github(
  OUT_SOURCE_PATH SOURCE_PATH
  REPO OWNER/contend
  REF "v${VERSION}"
  SHA512 0
  HEAD_REF main)

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    -DCONTEND_REQUIRE_TSAN=ON
    -DCONTEND_TESTS=OFF
    -DCONTEND_EXAMPLES=OFF
    -DCONTEND_WARNINGS_AS_ERRORS=OFF)
vcpkg_cmake_install()

vcpkg_cmake_config_fixup(PACKAGE_NAME contend CONFIG_PATH lib/cmake/contend)
vcpkg_copy_tools(TOOL_NAMES contend AUTO_CLEAN)
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")

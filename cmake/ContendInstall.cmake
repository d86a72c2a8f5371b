# `cmake --install`: the `contend` program, the headers, the layers as archives, a CMake package and pkg-config files. All of
# it finds itself from where it lies, so the prefix may be moved.
include(CMakePackageConfigHelpers)

# The names that users know; other targets keep theirs, behind the same contend::.
set_target_properties(contend_gtest PROPERTIES EXPORT_NAME gtest)
set_target_properties(contend_gtest_main PROPERTIES EXPORT_NAME gtest_main)
set_target_properties(contend_whole_program PROPERTIES EXPORT_NAME program)
set_target_properties(contend_fault PROPERTIES EXPORT_NAME fault)
set_target_properties(contend_observe PROPERTIES EXPORT_NAME observe)

# Upper layers first: the linker goes through archives once.
set(layers_of_program contend_worker contend_context contend_engine contend_schedule contend_history contend_base)
set(layers_of_test contend_gtest_main contend_gtest contend_run contend_writers contend_report contend_scenario
                   contend_check ${layers_of_program})

# The objects of these layers belong into an executable whether it calls them or not. As archives they are linked whole.
foreach(layer IN ITEMS contend_interpose contend_program)
  add_library(${layer}_archive STATIC $<TARGET_OBJECTS:${layer}>)
  set_target_properties(${layer}_archive PROPERTIES OUTPUT_NAME ${layer} LINKER_LANGUAGE CXX)
  install(TARGETS ${layer}_archive ARCHIVE DESTINATION "${CONTEND_INSTALL_LIBDIR}")
endforeach()

install(TARGETS contend_command RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(
  TARGETS ${layers_of_test} contend contend_fault contend_observe contend_whole_program contend_sanitizer
  EXPORT contendTargets
  ARCHIVE DESTINATION "${CONTEND_INSTALL_LIBDIR}"
  INCLUDES
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(
  DIRECTORY "${CONTEND_HARNESS}/contend"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING
  PATTERN "*.hpp"
  PATTERN "*.inc"
  PATTERN cli EXCLUDE
  PATTERN program EXCLUDE)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/suppressions" DESTINATION "${CMAKE_INSTALL_DATADIR}/contend")

# find_package(contend)
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/contend")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/contendConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/install/contendConfig.cmake" INSTALL_DESTINATION "${package}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/install/contendConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(EXPORT contendTargets NAMESPACE contend:: DESTINATION "${package}")
install(
  FILES "${PROJECT_BINARY_DIR}/install/contendConfig.cmake" "${PROJECT_BINARY_DIR}/install/contendConfigVersion.cmake"
        "${CMAKE_CURRENT_LIST_DIR}/ContendAddTest.cmake"
  DESTINATION "${package}")

# pkg-config contend, pkg-config contend-program
set(pkgconfig "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH contend_prefix_from_pkgconfig "/prefix/${pkgconfig}" /prefix)
string(REGEX REPLACE "/$" "" contend_prefix_from_pkgconfig "${contend_prefix_from_pkgconfig}")
set(contend_sanitizer_flags "")
set(contend_hook_flags "")
if(CONTEND_TSAN)
  get_target_property(contend_sanitizer_flags contend_sanitizer INTERFACE_COMPILE_OPTIONS)
  list(JOIN contend_sanitizer_flags " " contend_sanitizer_flags)
  # A hundred options, in a file that the linker reads: compilers pass them on unread.
  contend_hooks(hooks)
  list(TRANSFORM hooks PREPEND "--wrap=")
  list(JOIN hooks "\n" wraps)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/install/wraps" CONTENT "${wraps}\n" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/install/wraps" DESTINATION "${CONTEND_INSTALL_LIBDIR}")
  set(contend_hook_flags "-rdynamic -Wl,--build-id -Wl,@\${libdir}/wraps")
endif()
foreach(name IN ITEMS test program)
  set(libraries "")
  foreach(layer IN LISTS layers_of_${name})
    get_target_property(type ${layer} TYPE)
    if(type STREQUAL STATIC_LIBRARY)
      string(APPEND libraries " -l${layer}")
    endif()
  endforeach()
  set(contend_libraries_of_${name} "-L\${libdir}${libraries}")
endforeach()
foreach(name IN ITEMS contend contend-program)
  configure_file("${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in" "${PROJECT_BINARY_DIR}/install/${name}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/install/${name}.pc" DESTINATION "${pkgconfig}")
endforeach()

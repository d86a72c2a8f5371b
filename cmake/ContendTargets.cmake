# The layers, in the order of the table in docs/architecture.md, and the targets that users name.
include(ContendWraps)

contend_layer(base MODE U)
contend_layer(schedule MODE U DEPENDS base)
contend_layer(history MODE U DEPENDS base schedule)
contend_layer(engine MODE U DEPENDS base schedule history)
contend_layer(context MODE U DEPENDS base engine)
contend_layer(interpose MODE U DEPENDS base schedule history engine context LIBRARIES ${CMAKE_DL_LIBS})
contend_layer(worker MODE U DEPENDS base schedule history engine context interpose)
contend_layer(program MODE U DEPENDS base schedule history engine context interpose worker)

# contend::program: what a whole program links to be explored by `contend run`. Started plainly it runs as ever.
add_library(contend_whole_program INTERFACE)
add_library(contend::program ALIAS contend_whole_program)
target_link_libraries(contend_whole_program INTERFACE contend_worker contend_context contend_engine contend_schedule
                                                      contend_history contend_base contend_sanitizer ${CMAKE_DL_LIBS})
contend_hooks_of(contend_whole_program contend_interpose contend_program)

# contend::fault: <contend/fault.hpp>, for code that is not a test: no sanitizer, no hooks, nothing to link.
add_library(contend_fault INTERFACE)
add_library(contend::fault ALIAS contend_fault)
target_include_directories(contend_fault INTERFACE "$<BUILD_INTERFACE:${CONTEND_HARNESS}>")
target_compile_features(contend_fault INTERFACE cxx_std_17)

# contend::observe: <contend/observe.hpp>, for the same.
add_library(contend_observe INTERFACE)
add_library(contend::observe ALIAS contend_observe)
target_include_directories(contend_observe INTERFACE "$<BUILD_INTERFACE:${CONTEND_HARNESS}>")
target_link_libraries(contend_observe INTERFACE ${CMAKE_DL_LIBS})
target_compile_features(contend_observe INTERFACE cxx_std_17)

# What follows needs more libraries than the C library.
if(CONTEND_PROGRAM_ONLY)
  return()
endif()

contend_layer(check MODE T DEPENDS base history PLAIN)
contend_layer(scenario MODE T DEPENDS base check LIBRARIES rapidcheck PLAIN)
contend_layer(report MODE C DEPENDS base LIBRARIES fmt::fmt nlohmann_json::nlohmann_json PLAIN)
contend_layer(writers MODE C DEPENDS base report LIBRARIES fmt::fmt nlohmann_json::nlohmann_json pugixml::pugixml PLAIN)
# The page that write_html() fills in, made by ci/page.
set(contend_page "${CONTEND_HARNESS}/contend/writers/page.html")
set_source_files_properties(
  "${CONTEND_HARNESS}/contend/writers/page_template.cpp"
  PROPERTIES COMPILE_DEFINITIONS "CONTEND_PAGE_TEMPLATE=\"${contend_page}\"" OBJECT_DEPENDS "${contend_page}")
contend_layer(
  run MODE C
  DEPENDS base schedule history engine context interpose worker check scenario report writers
  LIBRARIES fmt::fmt
  PLAIN)
foreach(run IN ITEMS contend_run contend_run_plain)
  target_compile_definitions(${run} PRIVATE CONTEND_VERSION="${PROJECT_VERSION}")
endforeach()

# Explorations of other programs need no hooks in their own.
add_library(contend_interpose_absent STATIC "${CONTEND_HARNESS}/contend/interpose/without_tsan.cpp")
target_compile_features(contend_interpose_absent PRIVATE cxx_std_20)
target_include_directories(contend_interpose_absent PRIVATE "${CONTEND_HARNESS}")
contend_warnings(contend_interpose_absent)
target_link_libraries(contend_run_plain PUBLIC contend_interpose_absent)

# contend::contend: what a test of concurrent code links. Its executables carry the hooks.
add_library(contend INTERFACE)
add_library(contend::contend ALIAS contend)
target_compile_features(contend INTERFACE cxx_std_17)
target_link_libraries(contend INTERFACE contend_run contend_scenario contend_check contend_sanitizer)
contend_hooks_of(contend contend_interpose)

# contend::gtest: contend in GoogleTest. contend::gtest_main: with a main() that gives it contend's flags.
contend_layer(gtest MODE C DEPENDS run LIBRARIES contend GTest::gtest)
add_library(contend::gtest ALIAS contend_gtest)
set(contend_gtest_main_source "${CONTEND_HARNESS}/contend/gtest/main.cpp")
if(EXISTS "${contend_gtest_main_source}")
  add_library(contend_gtest_main STATIC "${contend_gtest_main_source}")
  target_compile_features(contend_gtest_main PRIVATE cxx_std_20)
  contend_warnings(contend_gtest_main)
  target_link_libraries(contend_gtest_main PUBLIC contend_gtest)
else()
  add_library(contend_gtest_main INTERFACE)
  target_link_libraries(contend_gtest_main INTERFACE contend_gtest GTest::gtest_main)
endif()
add_library(contend::gtest_main ALIAS contend_gtest_main)

# The `contend` program reads reports and starts tests; it is not a test, so nothing in it is instrumented.
file(GLOB contend_cli_sources CONFIGURE_DEPENDS "${CONTEND_HARNESS}/contend/cli/*.cpp")
list(FILTER contend_cli_sources EXCLUDE REGEX "/main\\.cpp$")
add_library(contend_cli STATIC ${contend_cli_sources})
target_compile_features(contend_cli PUBLIC cxx_std_17 PRIVATE cxx_std_20)
target_compile_definitions(contend_cli PUBLIC CONTEND_VERSION="${PROJECT_VERSION}")
# `contend init` writes these, and names the compiler that contend was built with: a test must be built with the same.
file(GLOB_RECURSE contend_init_files CONFIGURE_DEPENDS "${CONTEND_HARNESS}/init/*")
cmake_path(GET CMAKE_CXX_COMPILER FILENAME contend_compiler)
set_source_files_properties(
  "${CONTEND_HARNESS}/contend/cli/init_files.cpp" PROPERTIES COMPILE_DEFINITIONS "CONTEND_INIT_DIR=\"${CONTEND_HARNESS}/init\""
                                                             OBJECT_DEPENDS "${contend_init_files}")
set_source_files_properties("${CONTEND_HARNESS}/contend/cli/init_command.cpp" PROPERTIES COMPILE_DEFINITIONS
                                                                                          "CONTEND_COMPILER=\"${contend_compiler}\"")
target_link_libraries(contend_cli PUBLIC contend_base contend_report_plain contend_writers_plain contend_run_plain CLI11::CLI11)
contend_warnings(contend_cli)
add_executable(contend_command "${CONTEND_HARNESS}/contend/cli/main.cpp")
target_compile_features(contend_command PRIVATE cxx_std_20)
target_link_libraries(contend_command PRIVATE contend_cli)
contend_warnings(contend_command)
set_target_properties(contend_command PROPERTIES OUTPUT_NAME contend RUNTIME_OUTPUT_DIRECTORY
                                                                     "${PROJECT_BINARY_DIR}")

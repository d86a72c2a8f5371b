# contend_add_test(<name> SOURCES <file>... [LIBRARIES <target>...] [LABELS <label>...] [TEST_PREFIX <prefix>]
#                  [TIMEOUT <seconds>] [REPORT_DIR <directory>] [ENVIRONMENT <variable>=<value>...])
#
# An executable under contend, each of its GoogleTest tests a CTest test with the label `race`. Reports go to
# REPORT_DIR, by default contend-report in the top build directory.
# Clang's runtime names the frames of a stack with the llvm-symbolizer it finds in the PATH. Packages that are installed
# beside another version bring it under another name; the folder of the original does.
if(CONTEND_TSAN AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  string(REGEX MATCH "^[0-9]+" contend_clang_major "${CMAKE_CXX_COMPILER_VERSION}")
  find_program(CONTEND_SYMBOLIZER NAMES llvm-symbolizer-${contend_clang_major} llvm-symbolizer)
  mark_as_advanced(CONTEND_SYMBOLIZER)
endif()

function(contend_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "TEST_PREFIX;TIMEOUT;REPORT_DIR"
                        "SOURCES;LIBRARIES;LABELS;ENVIRONMENT")
  if(test_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "contend_add_test(${name}): unknown: ${test_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT test_SOURCES)
    message(FATAL_ERROR "contend_add_test(${name}): SOURCES is missing")
  endif()
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 300)
  endif()
  if(NOT test_REPORT_DIR)
    set(test_REPORT_DIR "${CMAKE_BINARY_DIR}/contend-report")
  endif()
  # Here and not above: its variables must be those of the calling project's directory.
  include(GoogleTest)
  add_executable(${name} ${test_SOURCES})
  target_link_libraries(${name} PRIVATE ${test_LIBRARIES} contend::gtest_main)
  set_target_properties(${name} PROPERTIES ENABLE_EXPORTS ON)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${test_TEST_PREFIX}" TEST_LIST
                       ${name}_tests)
  contend_test_properties(${name})
endfunction()

# gtest_discover_tests() flattens lists in its PROPERTIES. So they are set by a file that CTest reads after discovery.
function(contend_test_properties name)
  set(labels race ${test_LABELS})
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${name}_properties.cmake")
  set(environment "ENVIRONMENT [==[CONTEND_REPORT_DIR=${test_REPORT_DIR};${test_ENVIRONMENT}]==]")
  if(CONTEND_SYMBOLIZER)
    file(REAL_PATH "${CONTEND_SYMBOLIZER}" symbolizer)
    cmake_path(GET symbolizer PARENT_PATH symbolizer_folder)
    string(APPEND environment
           "\n    ENVIRONMENT_MODIFICATION [==[PATH=path_list_append:${symbolizer_folder}]==]")
  endif()
  file(
    CONFIGURE
    OUTPUT "${file}"
    CONTENT
      [[
foreach(test IN LISTS @name@_tests)
  set_tests_properties("${test}" PROPERTIES
    LABELS [==[@labels@]==]
    TIMEOUT @test_TIMEOUT@
    @environment@)
endforeach()
]]
    @ONLY)
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${file}")
endfunction()

# A folder is a target is a layer is one set of compile flags.
#
#   contend_layer(<name> MODE <U|T|C> [DEPENDS <layer>...] [LIBRARIES <target>...] [PLAIN])
#
# makes the target contend_<name> from harness/contend/<name>/*.cpp (and *.c). DEPENDS is the layer's row in the table of
# docs/architecture.md. Modes:
#
#   U  uninstrumented, always, whatever the build type: the engine must be invisible to ThreadSanitizer.
#   T  templates for the user's test, C++17 in the headers; the .cpp files are built in the test's sanitizer mode.
#   C  ordinary code, built in the test's sanitizer mode.
#
# PLAIN also makes contend_<name>_plain, the same layer without ThreadSanitizer, for the `contend` program.

set(CONTEND_HARNESS "${PROJECT_SOURCE_DIR}/harness")

# The sanitizer mode of a test: what T and C layers, and every test that links contend, are built with.
add_library(contend_sanitizer INTERFACE)
if(CONTEND_TSAN)
  target_compile_options(contend_sanitizer INTERFACE -fsanitize=thread -g -fno-omit-frame-pointer)
  target_link_options(contend_sanitizer INTERFACE -fsanitize=thread)
endif()

function(contend_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 layer "PLAIN" "MODE" "DEPENDS;LIBRARIES")
  if(NOT layer_MODE MATCHES "^[UTC]$")
    message(FATAL_ERROR "contend_layer(${name}): MODE is U, T or C")
  endif()
  file(GLOB layer_sources CONFIGURE_DEPENDS "${CONTEND_HARNESS}/contend/${name}/*.cpp"
       "${CONTEND_HARNESS}/contend/${name}/*.c")
  list(FILTER layer_sources EXCLUDE REGEX "/main\\.cpp$")
  if(name STREQUAL interpose)
    # Two things in one folder: the hooks, with ThreadSanitizer; a stand-in that says it is absent, without.
    if(CONTEND_TSAN)
      list(FILTER layer_sources EXCLUDE REGEX "/without_tsan\\.cpp$")
    else()
      list(FILTER layer_sources INCLUDE REGEX "/without_tsan\\.cpp$")
    endif()
  endif()
  contend_layer_target(contend_${name} "")
  if(NOT layer_MODE STREQUAL U)
    target_link_libraries(contend_${name} ${scope} contend_sanitizer)
  endif()
  if(layer_PLAIN)
    contend_layer_target(contend_${name}_plain _plain)
  endif()
endfunction()

# One library of the layer that contend_layer() is making. `variant` is the suffix of the layers below, where they have it.
macro(contend_layer_target target variant)
  set(scope PUBLIC)
  set(kind STATIC)
  if(layer_sources STREQUAL "")
    set(scope INTERFACE)
    set(kind INTERFACE)
  elseif(name STREQUAL interpose OR name STREQUAL program)
    # Strong definitions of the C library's functions, and the runtime's default options, would be dropped from an archive.
    set(kind OBJECT)
  endif()
  add_library(${target} ${kind} ${layer_sources})
  target_include_directories(${target} ${scope} "$<BUILD_INTERFACE:${CONTEND_HARNESS}>")
  target_compile_features(${target} ${scope} cxx_std_17)
  if(layer_sources)
    contend_layer_flags(${target})
  endif()
  foreach(dependency IN LISTS layer_DEPENDS)
    if(dependency STREQUAL interpose)
      # Its objects belong into the executable, once; the facade brings them. Here, what they need in turn.
      target_link_libraries(${target} ${scope} contend_context)
    elseif(TARGET contend_${dependency}${variant})
      target_link_libraries(${target} ${scope} contend_${dependency}${variant})
    else()
      target_link_libraries(${target} ${scope} contend_${dependency})
    endif()
  endforeach()
  target_link_libraries(${target} ${scope} ${layer_LIBRARIES} Threads::Threads)
endmacro()

macro(contend_layer_flags target)
  set_target_properties(${target} PROPERTIES FOLDER "harness/contend/${name}" CXX_EXTENSIONS OFF)
  target_compile_features(${target} PRIVATE cxx_std_20)
  contend_warnings(${target})
  if(layer_MODE STREQUAL U)
    # Some define hooks by macros, or assembler's symbols, and mean no other file.
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
    # Last on the command line, so they win over the build type and over flags for the whole build.
    target_compile_options(
      ${target} PRIVATE -fno-sanitize=all -O2 -g -fno-omit-frame-pointer
                        $<IF:$<COMPILE_LANGUAGE:CXX>,-fno-exceptions;-fno-rtti,-fexceptions>)
  endif()
  if(name STREQUAL interpose)
    target_compile_definitions(${target} PRIVATE CONTEND_WITH_TSAN=$<BOOL:${CONTEND_TSAN}>)
  endif()
endmacro()

# What vcpkg does with a port that is built in one configuration, as far as contend's port asks for it: each helper of vcpkg
# is a function here, with the same effect on the same files. A helper or an argument that is not here is an error.
#
#   cmake -D CONTEND_SOURCE=<tree> -D CONTEND_WORK=<folder> -D CONTEND_CXX=<compiler> -D CONTEND_LAUNCHER=<launcher>
#         -P vcpkg.cmake
#
# leaves the package in <folder>/packages/contend.
cmake_minimum_required(VERSION 3.25)
set(port_folder "${CONTEND_SOURCE}/cmake/packaging/vcpkg/contend")
file(READ "${port_folder}/vcpkg.json" manifest)
string(JSON PORT GET "${manifest}" name)
string(JSON VERSION GET "${manifest}" version)
set(CURRENT_PACKAGES_DIR "${CONTEND_WORK}/packages/${PORT}")
set(VCPKG_LIBRARY_LINKAGE dynamic)

# Reads a helper's arguments into arg_<name>; the first lists are those of cmake_parse_arguments().
macro(arguments options single several)
  cmake_parse_arguments(PARSE_ARGV 0 arg "${options}" "${single}" "${several}")
  if(DEFINED arg_UNPARSED_ARGUMENTS OR DEFINED arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${CMAKE_CURRENT_FUNCTION}: ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
endmacro()

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_check_linkage)
  arguments("ONLY_STATIC_LIBRARY" "" "")
  set(VCPKG_LIBRARY_LINKAGE static PARENT_SCOPE)
endfunction()

function(vcpkg_from_github)
  arguments("" "OUT_SOURCE_PATH;REPO;REF;SHA512;HEAD_REF" "")
  if(NOT arg_REPO MATCHES "^[^/]+/${PORT}$" OR NOT arg_REF STREQUAL "v${VERSION}" OR NOT DEFINED arg_SHA512)
    message(FATAL_ERROR "vcpkg_from_github: ${ARGV}")
  endif()
  # What an archive of the repository has, and building needs.
  set(source "${CONTEND_WORK}/source")
  file(COPY "${CONTEND_SOURCE}/CMakeLists.txt" "${CONTEND_SOURCE}/LICENSE" "${CONTEND_SOURCE}/cmake"
            "${CONTEND_SOURCE}/harness" "${CONTEND_SOURCE}/suppressions" DESTINATION "${source}" PATTERN node_modules EXCLUDE)
  set(${arg_OUT_SOURCE_PATH} "${source}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
  arguments("" "SOURCE_PATH" "OPTIONS")
  if(NOT VCPKG_BUILD_TYPE STREQUAL "release")
    message(FATAL_ERROR "vcpkg builds this port in two configurations; what stands here for it builds one")
  endif()
  string(COMPARE EQUAL "${VCPKG_LIBRARY_LINKAGE}" dynamic shared)
  # The same folders as in create.py, so that the compiler cache has the objects for the second of the two.
  run("${CMAKE_COMMAND}" -S "${arg_SOURCE_PATH}" -B "${arg_SOURCE_PATH}/build/Release" -G Ninja
      -DCMAKE_BUILD_TYPE=Release "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" -DCMAKE_INSTALL_LIBDIR=lib
      "-DCMAKE_CXX_COMPILER=${CONTEND_CXX}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${CONTEND_LAUNCHER}" -DCMAKE_UNITY_BUILD=ON
      "-DBUILD_SHARED_LIBS=${shared}" ${arg_OPTIONS})
  set(build_folder "${arg_SOURCE_PATH}/build/Release" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_install)
  arguments("" "" "")
  run("${CMAKE_COMMAND}" --build "${build_folder}" --target install --parallel 2)
endfunction()

# A package of CMake lies two folders deep in vcpkg, whatever its project says.
function(vcpkg_cmake_config_fixup)
  arguments("" "PACKAGE_NAME;CONFIG_PATH" "")
  set(folder "${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME}")
  file(GLOB files "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}/*")
  if(NOT files)
    message(FATAL_ERROR "vcpkg_cmake_config_fixup: ${arg_CONFIG_PATH} is empty")
  endif()
  file(COPY ${files} DESTINATION "${folder}")
  cmake_path(GET arg_CONFIG_PATH PARENT_PATH parent)
  if(parent MATCHES "/cmake$")
    set(arg_CONFIG_PATH "${parent}")
  endif()
  file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}")

  set(up [[get_filename_component(_IMPORT_PREFIX "${_IMPORT_PREFIX}" PATH)]])
  file(GLOB files "${folder}/*.cmake")
  foreach(file IN LISTS files)
    file(READ "${file}" text)
    string(REPLACE "${up}\n${up}\n${up}\n" "${up}\n${up}\n" text "${text}")
    string(REGEX REPLACE [[(PACKAGE_PREFIX_DIR "\${CMAKE_CURRENT_LIST_DIR}/)(\.\./)+]] [[\1../../]] text "${text}")
    string(REPLACE "${CURRENT_PACKAGES_DIR}" "\${_IMPORT_PREFIX}" text "${text}")
    file(WRITE "${file}" "${text}")
  endforeach()
endfunction()

function(vcpkg_copy_tools)
  arguments("AUTO_CLEAN" "" "TOOL_NAMES")
  list(TRANSFORM arg_TOOL_NAMES PREPEND "${CURRENT_PACKAGES_DIR}/bin/")
  file(COPY ${arg_TOOL_NAMES} DESTINATION "${CURRENT_PACKAGES_DIR}/tools/${PORT}")
  if(arg_AUTO_CLEAN)
    file(REMOVE ${arg_TOOL_NAMES})
    file(GLOB others "${CURRENT_PACKAGES_DIR}/bin/*")
    if(NOT others)
      file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/bin")
    endif()
  endif()
endfunction()

function(vcpkg_fixup_pkgconfig)
  arguments("" "" "")
  file(GLOB files "${CURRENT_PACKAGES_DIR}/lib/pkgconfig/*.pc")
  foreach(file IN LISTS files)
    file(READ "${file}" text)
    string(REPLACE "${CURRENT_PACKAGES_DIR}" "\${prefix}" text "${text}")
    string(REGEX REPLACE "(^|\n)prefix=[^\n]*" "\\1prefix=\${pcfiledir}/../.." text "${text}")
    file(WRITE "${file}" "${text}")
    cmake_path(GET file STEM name)
    set(ENV{PKG_CONFIG_PATH} "${CURRENT_PACKAGES_DIR}/lib/pkgconfig")
    run(pkg-config --print-errors --exists "${name}")
  endforeach()
endfunction()

function(vcpkg_install_copyright)
  arguments("" "" "FILE_LIST")
  file(INSTALL ${arg_FILE_LIST} DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}" RENAME copyright)
endfunction()

include("${port_folder}/portfile.cmake")

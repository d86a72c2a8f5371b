# The list of hooks is harness/contend/interpose/hooks.inc, and nowhere else.

# contend_hooks(<variable>): the runtime's functions that are hooked.
function(contend_hooks variable)
  set(list "${CONTEND_HARNESS}/contend/interpose/hooks.inc")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${list}")
  file(STRINGS "${list}" lines REGEX "^CONTEND_[A-Z_]*HOOK\\(__[a-z0-9_]+")
  set(hooks "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^CONTEND_[A-Z_]*HOOK\\((__[a-z0-9_]+).*" "\\1" symbol "${line}")
    list(APPEND hooks "${symbol}")
  endforeach()
  if(hooks STREQUAL "")
    message(FATAL_ERROR "${list} lists no hook")
  endif()
  set(${variable} "${hooks}" PARENT_SCOPE)
endfunction()

# contend_hooks_of(<target> <layer>...): who links the interface library <target> carries the hooks, the whole of each
# layer, and has the linker send every hooked call of instrumented code to them. Executables only, so that the hooks are
# in a program once.
function(contend_hooks_of target)
  set(executable "$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>")
  foreach(layer IN LISTS ARGN)
    target_sources(${target} INTERFACE $<BUILD_INTERFACE:$<${executable}:$<TARGET_OBJECTS:${layer}>>>)
    set(archive "$<INSTALL_PREFIX>/${CONTEND_INSTALL_LIBDIR}/lib${layer}.a")
    target_link_options(
      ${target} INTERFACE
      "$<INSTALL_INTERFACE:$<${executable}:-Wl$<COMMA>--whole-archive$<COMMA>${archive}$<COMMA>--no-whole-archive>>")
  endforeach()
  if(CONTEND_TSAN)
    contend_hooks(hooks)
    list(TRANSFORM hooks PREPEND ",--wrap=")
    list(JOIN hooks "" wraps)
    # -rdynamic: the runtime finds replaced functions, and stacks find names. --build-id: tokens name the build.
    target_link_options(${target} INTERFACE "-Wl${wraps}" -rdynamic -Wl,--build-id)
  endif()
endfunction()

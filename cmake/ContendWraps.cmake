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

# contend_wraps(<variable>): the linker options that send every hooked call of instrumented code to contend.
function(contend_wraps variable)
  contend_hooks(hooks)
  list(TRANSFORM hooks PREPEND ",--wrap=")
  list(JOIN hooks "" wraps)
  set(${variable} "-Wl${wraps}" PARENT_SCOPE)
endfunction()

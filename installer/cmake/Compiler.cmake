# How everything is compiled: warnings, sanitizers, ccache.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(GW_CCACHE ccache)
if(GW_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # It keeps what includes a precompiled header only where these two differences are allowed, and learns from the compiler
    # what a file includes: to preprocess it first costs as much as compiling it.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 "${GW_CCACHE}")
endif()

add_library(gw_options INTERFACE)
target_include_directories(gw_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(gw_options INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual)
if(GW_WARNINGS_AS_ERRORS)
    target_compile_options(gw_options INTERFACE -Werror)
endif()
# GCC 12 reports these inside the standard library and Asio's coroutines once -O2 inlines them.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(gw_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-pointer
        -Wno-mismatched-new-delete)
endif()

if(GW_SANITIZE)
    add_compile_options(-fsanitize=${GW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
    add_link_options(-fsanitize=${GW_SANITIZE})
    if(GW_SANITIZE MATCHES "thread")
        add_compile_options(-Wno-tsan)
    endif()
endif()

# Daily builds link over a hundred programs with their debug information: mold takes a quarter of the time GNU ld does.
find_program(GW_MOLD mold)
mark_as_advanced(GW_MOLD)
if(GW_MOLD AND CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_link_options(-fuse-ld=mold)
endif()

# Language level, warnings, sanitizers, ccache: what every target gets.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # ccache declines precompiled headers unless it is told that their defines and times may be trusted.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_SLOPPINESS=pch_defines,time_macros"
        "${CCACHE_PROGRAM}")
endif()

add_library(ntm_flags INTERFACE)
target_compile_options(ntm_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
if(WARNINGS_AS_ERRORS)
    # g++ 12 sees ghosts in optimised std::variant, std::string and coroutine frames: these stay warnings.
    target_compile_options(ntm_flags INTERFACE -Werror -Wno-error=maybe-uninitialized -Wno-error=restrict
                                               -Wno-error=stringop-overflow -Wno-error=array-bounds
                                               -Wno-error=mismatched-new-delete)
endif()
target_include_directories(ntm_flags INTERFACE ${PROJECT_SOURCE_DIR})

if(ENABLE_SANITIZER STREQUAL "address")
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
elseif(ENABLE_SANITIZER STREQUAL "thread")
    add_compile_options(-fsanitize=thread -Wno-tsan)
    add_link_options(-fsanitize=thread)
elseif(ENABLE_SANITIZER)
    message(FATAL_ERROR "ENABLE_SANITIZER is 'address' or 'thread', not '${ENABLE_SANITIZER}'")
endif()

# Sources compiled as one share the parsing of headers and the code of templates: half the work of a build from nothing.
# What they define in unnamed namespaces must have different names. For work on one source the debug build goes without.
if(COMPILE_TOGETHER)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
    # Another source's names are in sight, and it looks like a header.
    target_compile_options(ntm_flags INTERFACE -Wshadow=local -Wno-subobject-linkage)
else()
    target_compile_options(ntm_flags INTERFACE -Wshadow)
endif()

# The headers that most sources of a target parse, parsed once. `owner` compiles them, the others reuse its result.
#   ntm_precompile(gis_core HEADERS <string> <vector>)    ntm_precompile(gis_model FROM gis_core)
function(ntm_precompile target)
    cmake_parse_arguments(PARSED "" "FROM" "HEADERS" ${ARGN})
    if(NOT PRECOMPILE_HEADERS)
        return()
    endif()
    if(PARSED_FROM)
        target_precompile_headers(${target} REUSE_FROM ${PARSED_FROM})
    else()
        target_precompile_headers(${target} PRIVATE ${PARSED_HEADERS})
        target_compile_options(${target} PRIVATE -fpch-preprocess) # for ccache
    endif()
endfunction()

set(NTM_STANDARD_HEADERS <algorithm> <array> <atomic> <chrono> <condition_variable> <cstddef> <cstdint> <filesystem>
    <functional> <limits> <list> <map> <memory> <mutex> <numeric> <optional> <random> <set> <span> <sstream> <string>
    <string_view> <tuple> <unordered_map> <utility> <variant> <vector>)

# One room of the library: a static library named gis_<room>, with the rooms below it that it may use.
#   gis_room(model SOURCES road.cpp unit.cpp ROOMS geometry LIBRARIES fmt::fmt)
# ROOMS are public, LIBRARIES private: a header never drags a third party into another room.
function(gis_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
    add_library(gis_${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(gis_${name} PUBLIC ntm_flags PRIVATE ${ROOM_LIBRARIES})
    if(name STREQUAL "core")
        ntm_precompile(gis_core HEADERS ${NTM_STANDARD_HEADERS})
    else()
        ntm_precompile(gis_${name} FROM gis_core)
    endif()
    foreach(room IN LISTS ROOM_ROOMS)
        target_link_libraries(gis_${name} PUBLIC gis_${room})
    endforeach()
endfunction()

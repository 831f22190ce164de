# Target `headers`: every header of the library and the server, compiled by itself. What a header includes before all
# else is compiled with nothing in front of it by that, and not once more.
file(GLOB_RECURSE header_files RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS gis/*.hpp server/*.hpp)
set(compiled_headers ${header_files})
foreach(header IN LISTS header_files)
    file(STRINGS ${PROJECT_SOURCE_DIR}/${header} first_include REGEX "^#" LIMIT_COUNT 2)
    if(first_include MATCHES "^#pragma once;#include \"([^\"]+)\"$")
        list(REMOVE_ITEM compiled_headers ${CMAKE_MATCH_1})
    endif()
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header_files})

set(header_sources)
foreach(header IN LISTS compiled_headers)
    string(REPLACE "/" "_" name ${header})
    set(source ${CMAKE_BINARY_DIR}/headers/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
    list(APPEND header_sources ${source})
endforeach()
add_library(headers OBJECT EXCLUDE_FROM_ALL ${header_sources})
target_link_libraries(headers PRIVATE ntm_flags ntm_geos PkgConfig::SQLITE3 PkgConfig::SPATIALITE fmt::fmt
                                      nlohmann_json::nlohmann_json spdlog::spdlog)
target_include_directories(headers PRIVATE ${GDAL_INCLUDE_DIRS})

# Target `headers`: every header of the library and the server, compiled by itself.
file(GLOB_RECURSE header_files RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS gis/*.hpp server/*.hpp)
set(header_sources)
foreach(header IN LISTS header_files)
    string(REPLACE "/" "_" name ${header})
    set(source ${CMAKE_BINARY_DIR}/headers/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
    list(APPEND header_sources ${source})
endforeach()
add_library(headers OBJECT EXCLUDE_FROM_ALL ${header_sources})
target_link_libraries(headers PRIVATE ntm_flags ntm_geos PkgConfig::SQLITE3 PkgConfig::SPATIALITE fmt::fmt
                                      nlohmann_json::nlohmann_json spdlog::spdlog)
target_include_directories(headers PRIVATE ${GDAL_INCLUDE_DIRS})

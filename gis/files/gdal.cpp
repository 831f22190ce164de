#include "gis/files/gdal.hpp"

#include <fmt/format.h>

#include <cpl_conv.h>
#include <filesystem>
#include <gdal_frmts.h>
#include <mutex>
#include <utility>

namespace gis::files {

namespace {

/// A file with thousands of broken rows must not fill the memory with messages.
constexpr std::size_t max_entries = 1000;

void collect(CPLErr severity, CPLErrorNum /*number*/, const char* text) {
    auto& entries = *static_cast<std::vector<ErrorCapture::Entry>*>(CPLGetErrorHandlerUserData());
    if (severity != CE_Debug && entries.size() < max_entries) {
        entries.push_back({severity, text});
    }
}

void set_options() {
    CPLSetConfigOption("GDAL_DRIVER_PATH", "disable");
    CPLSetConfigOption("GDAL_HTTP_PROXY", "127.0.0.1:9");
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none");
    CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "64");
    CPLSetConfigOption("OGR_SQLITE_LOAD_EXTENSIONS", nullptr);
    CPLSetConfigOption("LIBKML_NAME_FIELD", "name");
    // The OSM driver puts its node index where this says, else into the current folder.
    CPLSetConfigOption("CPL_TMPDIR", std::filesystem::temp_directory_path().c_str());
    OSRSetPROJEnableNetwork(0);
}

} // namespace

void prepare_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        set_options();
        RegisterOGRShape();
        RegisterOGRGeoPackage();
        RegisterOGRGeoJSON();
        RegisterOGRLIBKML();
        RegisterOGROSM();
        RegisterOGRCSV();
        RegisterOGRXLSX();
        GDALRegister_GTiff();
        GDALRegister_AAIGrid();
    });
}

ErrorCapture::ErrorCapture() : m_entries(std::make_unique<std::vector<Entry>>()) {
    CPLPushErrorHandlerEx(&collect, m_entries.get());
    CPLSetCurrentErrorHandlerCatchDebug(0);
}

ErrorCapture::~ErrorCapture() {
    CPLPopErrorHandler();
}

std::vector<ErrorCapture::Entry> ErrorCapture::take() {
    return std::exchange(*m_entries, {});
}

std::string ErrorCapture::take_text() {
    std::string text;
    for (const auto& entry : take()) {
        text += fmt::format("{}{}", text.empty() ? "" : "; ", entry.text);
    }
    return text.empty() ? "no message" : text;
}

} // namespace gis::files

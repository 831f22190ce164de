#pragma once

#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>
#include <vector>

/// Internal: what the room needs around GDAL. GDAL is not thread-safe per dataset and its
/// configuration is global: all calls of this room belong on one strand.
namespace gis::files {

struct DatasetDeleter {
    void operator()(GDALDataset* dataset) const noexcept { GDALClose(dataset); }
};
struct FeatureDeleter {
    void operator()(OGRFeature* feature) const noexcept { OGRFeature::DestroyFeature(feature); }
};
using DatasetPtr = std::unique_ptr<GDALDataset, DatasetDeleter>;
using FeaturePtr = std::unique_ptr<OGRFeature, FeatureDeleter>;

/// Registers the drivers that we use and no other, without plug-ins and network. Only the first
/// call does anything.
void prepare_gdal();

/// While it lives, GDAL's messages on this thread are collected instead of printed.
class ErrorCapture {
public:
    struct Entry {
        CPLErr severity = CE_None;
        std::string text;
    };

    ErrorCapture();
    ~ErrorCapture();
    ErrorCapture(const ErrorCapture&) = delete;
    ErrorCapture& operator=(const ErrorCapture&) = delete;
    ErrorCapture(ErrorCapture&&) = delete;
    ErrorCapture& operator=(ErrorCapture&&) = delete;

    [[nodiscard]] bool empty() const noexcept { return m_entries->empty(); }
    /// What came since the last call.
    [[nodiscard]] std::vector<Entry> take();
    /// The texts of take(), joined with "; "; "no message" when there is none.
    [[nodiscard]] std::string take_text();

private:
    std::unique_ptr<std::vector<Entry>> m_entries; ///< GDAL holds its address
};

} // namespace gis::files

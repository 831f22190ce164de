#pragma once

#include "gis/files/gdal.hpp"
#include "gis/geometry/crs.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/import_batch.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gis::files {

/// Brings the coordinates of one layer to lon/lat, EPSG:4326.
class Projector {
public:
    /// For a CRS that the user named.
    explicit Projector(geometry::EpsgCode crs);

    /// For the CRS that a file declares. VN-2000 is recognised by its datum's name and its
    /// parameters, whatever the CRS is called, and gets the official datum shift.
    /// @param file  for messages
    /// @throws Error{invalid_data} "missing-crs" when `declared` is null; "suspicious-crs" for the
    /// parameters of a VN-2000 zone on another datum, which would be 225 m off; both ask for --crs
    Projector(const OGRSpatialReference* declared, const OGRLayer& layer,
              const std::filesystem::path& file);

    /// The same for a file without layers.
    Projector(const OGRSpatialReference* declared, const std::filesystem::path& file);

    /// "EPSG:9212", or the name of a CRS that has no EPSG code.
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }

    /// What the user should know about the choice, e.g. that a datum shift was replaced.
    [[nodiscard]] const std::optional<Message>& notice() const noexcept { return m_notice; }

    /// In place; `x` and `y` of the file are in lon and lat.
    /// @throws Error{invalid_data} "not-finite", "outside-crs", "axes-swapped", "outside-range"
    void apply(std::vector<geometry::Point>& points) const;

private:
    struct CtDeleter {
        void operator()(OGRCoordinateTransformation* ct) const noexcept {
            OGRCoordinateTransformation::DestroyCT(ct);
        }
    };

    void use(geometry::EpsgCode crs);
    void use_declared(const OGRSpatialReference& declared, const std::filesystem::path& file);
    [[nodiscard]] geometry::Point to_lon_lat(const geometry::Point& raw) const;
    void check_place(const geometry::Point& raw, const geometry::Point& point) const;

    std::string m_name;
    std::optional<Message> m_notice;
    std::optional<geometry::Transformation> m_known;
    std::unique_ptr<OGRCoordinateTransformation, CtDeleter> m_other;
};

} // namespace gis::files

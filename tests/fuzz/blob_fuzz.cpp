// The geometry BLOB reader takes what the writer makes and nothing else: whatever it accepts is
// written back bit by bit.
#include "gis/store/blob.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>

namespace {

/// -0.0 and 0.0 are equal in a bounding box, but not as bytes.
constexpr std::size_t box_begin = 6;
constexpr std::size_t box_end = 38;

void check(std::span<const std::byte> blob, const gis::geometry::Bytes& written) {
    if (written.size() != blob.size() || std::memcmp(written.data(), blob.data(), box_begin) != 0 ||
        std::memcmp(written.data() + box_end, blob.data() + box_end, blob.size() - box_end) != 0) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto blob = std::as_bytes(std::span{data, size});
    if (const auto point = gis::store::point_from_blob(blob)) {
        check(blob, gis::store::to_blob(*point));
    }
    if (const auto line = gis::store::line_from_blob(blob)) {
        check(blob, gis::store::to_blob(*line));
    }
    if (const auto polygons = gis::store::multi_polygon_from_blob(blob)) {
        check(blob, gis::store::to_blob(*polygons));
    }
    return 0;
}

#include "gis/model/road.hpp"

#include "gis/model/enum_text.hpp"

#include <algorithm>

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 6> class_texts{"xa", "ap", "ngo", "nd", "huyen", "other"};
constexpr std::array<std::string_view, 9> surface_texts{
    "nhua", "btxm", "lang_nhua", "da_dam", "cap_phoi", "gach", "soi_do", "dat", "unknown"};
constexpr std::array<std::string_view, 3> record_state_texts{"proposed", "accepted", "retracted"};

// A record that ends this close to the road's end reaches it: files carry lengths in millimetres.
constexpr double end_tolerance_m = 0.001;

SurfaceInterval interval_of(const SurfaceRecord& record, double from_m, double to_m) {
    return {from_m, to_m, record.surface, record.width_m, record.id};
}

/// Lays `top` over `base`, which covers its road without gap.
void cover(std::vector<SurfaceInterval>& base, const SurfaceInterval& top) {
    std::vector<SurfaceInterval> result;
    result.reserve(base.size() + 2);
    bool placed = false;
    for (const auto& below : base) {
        if (below.from_m < top.from_m) {
            auto before = below;
            before.to_m = std::min(below.to_m, top.from_m);
            result.push_back(before);
        }
        if (!placed && below.to_m > top.from_m) {
            result.push_back(top);
            placed = true;
        }
        if (below.to_m > top.to_m) {
            auto after = below;
            after.from_m = std::max(below.from_m, top.to_m);
            result.push_back(after);
        }
    }
    base = std::move(result);
}

void merge_equal_neighbours(std::vector<SurfaceInterval>& intervals) {
    std::size_t last = 0;
    for (std::size_t i = 1; i < intervals.size(); ++i) {
        auto& previous = intervals[last];
        const auto& next = intervals[i];
        if (previous.surface == next.surface && previous.width_m == next.width_m &&
            previous.record == next.record) {
            previous.to_m = next.to_m;
        } else {
            intervals[++last] = next;
        }
    }
    intervals.resize(last + 1);
}

} // namespace

std::string_view to_text(RoadClass road_class) noexcept {
    return text_of(class_texts, road_class);
}
std::string_view to_text(Surface surface) noexcept {
    return text_of(surface_texts, surface);
}
std::string_view to_text(RecordState state) noexcept {
    return text_of(record_state_texts, state);
}

std::optional<RoadClass> road_class(std::string_view text) noexcept {
    return enum_of<RoadClass>(class_texts, text);
}

std::optional<Surface> surface(std::string_view text) noexcept {
    return enum_of<Surface>(surface_texts, text);
}

std::optional<RecordState> record_state(std::string_view text) noexcept {
    return enum_of<RecordState>(record_state_texts, text);
}

std::vector<SurfaceInterval> surfaces_on(std::span<const SurfaceRecord> records, double length_m,
                                         Date as_of) {
    const auto in_effect = [as_of](const SurfaceRecord& record) {
        return record.state == RecordState::accepted && record.effective_on <= as_of;
    };
    const auto laid = [length_m](const SurfaceRecord& record) {
        const double from_m = record.from_m < end_tolerance_m ? 0.0 : record.from_m;
        const double to_m = record.to_m > length_m - end_tolerance_m ? length_m : record.to_m;
        return interval_of(record, from_m, to_m);
    };
    std::vector<SurfaceInterval> intervals{{0.0, length_m, Surface::unknown, std::nullopt, {}}};
    auto first = records.size(); // of those that are seen: below one over the whole road are none
    while (first > 0) {
        const auto& record = records[--first];
        if (!in_effect(record)) {
            continue;
        }
        const auto interval = laid(record);
        if (interval.from_m <= 0.0 && interval.to_m >= length_m) {
            intervals.front() = interval;
            ++first;
            break;
        }
    }
    for (const auto& record : records.subspan(first)) {
        if (!in_effect(record)) {
            continue;
        }
        if (const auto interval = laid(record); interval.from_m < interval.to_m) {
            cover(intervals, interval);
        }
    }
    merge_equal_neighbours(intervals);
    return intervals;
}

} // namespace gis::model

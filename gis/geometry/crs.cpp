#include "gis/geometry/crs.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <charconv>
#include <cmath>

namespace gis::geometry {

namespace {

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
};
struct PjDeleter {
    void operator()(PJ* pj) const noexcept { proj_destroy(pj); }
};
struct ListDeleter {
    void operator()(PJ_OBJ_LIST* list) const noexcept { proj_list_destroy(list); }
};
struct FactoryDeleter {
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const noexcept {
        proj_operation_factory_context_destroy(factory);
    }
};
using ContextPtr = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using PjPtr = std::unique_ptr<PJ, PjDeleter>;
using ListPtr = std::unique_ptr<PJ_OBJ_LIST, ListDeleter>;
using FactoryPtr = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter>;

/// The name of EPSG:6960, QĐ 05/2007/QĐ-BTNMT; "(1)" is EPSG:5194, for the Mekong delta.
constexpr std::string_view vn2000_shift_name = "VN-2000 to WGS 84 (2)";

[[noreturn]] void bad_crs(std::string_view text, std::string_view why_vi, std::string_view why_en) {
    throw Error{ErrorKind::invalid_argument,
                "bad-crs",
                {fmt::format("Hệ tọa độ “{}” {}. Hãy ghi dạng EPSG:9212.", text, why_vi),
                 fmt::format("CRS \"{}\" {}. Write it as EPSG:9212.", text, why_en)},
                "crs"};
}

ContextPtr make_context() {
    ContextPtr context{proj_context_create()};
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

PjPtr make_crs(PJ_CONTEXT* context, EpsgCode code) {
    return PjPtr{proj_create_from_database(context, "EPSG", std::to_string(code.value).c_str(),
                                           PJ_CATEGORY_CRS, 0, nullptr)};
}

/// VN-2000 zones have several candidates in PROJ, chosen by place; we take the national one for
/// every point.
PjPtr pick_operation(PJ_CONTEXT* context, const PJ* source, const PJ* target) {
    const FactoryPtr factory{proj_create_operation_factory_context(context, nullptr)};
    proj_operation_factory_context_set_spatial_criterion(
        context, factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        context, factory.get(), PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    const ListPtr candidates{proj_create_operations(context, source, target, factory.get())};
    if (!candidates) {
        return nullptr;
    }
    const int count = proj_list_get_count(candidates.get());
    for (int i = 0; i < count; ++i) {
        PjPtr candidate{proj_list_get(context, candidates.get(), i)};
        const auto* name = proj_get_name(candidate.get());
        if (name != nullptr &&
            std::string_view{name}.find(vn2000_shift_name) != std::string_view::npos) {
            return candidate;
        }
    }
    return count > 0 ? PjPtr{proj_list_get(context, candidates.get(), 0)} : nullptr;
}

} // namespace

EpsgCode parse_epsg(std::string_view text) {
    auto digits = text;
    if (digits.size() > 5 && (digits.starts_with("EPSG:") || digits.starts_with("epsg:"))) {
        digits.remove_prefix(5);
    }
    EpsgCode code;
    const auto* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, code.value);
    if (error != std::errc{} || stop != end || digits.empty() || code.value <= 0) {
        bad_crs(text, "không đọc được", "cannot be read");
    }
    const auto context = make_context();
    const auto crs = make_crs(context.get(), code);
    if (!crs) {
        bad_crs(text, "không có trong danh mục EPSG", "is not in the EPSG registry");
    }
    if (proj_is_deprecated(crs.get()) != 0) {
        bad_crs(text, "đã bị EPSG bãi bỏ", "is deprecated by EPSG");
    }
    return code;
}

struct Transformation::Impl {
    ContextPtr context = make_context();
    PjPtr pipeline;
};

Transformation::Transformation(EpsgCode crs) : m_impl(std::make_unique<Impl>()) {
    auto* context = m_impl->context.get();
    const auto wgs84 = make_crs(context, EpsgCode{4326});
    const auto target = make_crs(context, crs);
    const auto text = fmt::format("EPSG:{}", crs.value);
    if (!wgs84 || !target) {
        bad_crs(text, "không có trong danh mục EPSG", "is not in the EPSG registry");
    }
    const auto operation = pick_operation(context, wgs84.get(), target.get());
    if (!operation) {
        bad_crs(text, "không chuyển được sang WGS 84", "has no transformation to WGS 84");
    }
    m_impl->pipeline.reset(proj_normalize_for_visualization(context, operation.get()));
    if (!m_impl->pipeline) {
        bad_crs(text, "không chuyển được sang WGS 84", "has no transformation to WGS 84");
    }
}

Transformation::~Transformation() = default;
Transformation::Transformation(Transformation&&) noexcept = default;
Transformation& Transformation::operator=(Transformation&&) noexcept = default;

namespace {

PJ_COORD transform(PJ* pipeline, PJ_DIRECTION direction, double x, double y) {
    const auto result = proj_trans(pipeline, direction, proj_coord(x, y, 0, 0));
    if (!std::isfinite(x) || !std::isfinite(y) || !std::isfinite(result.xy.x) ||
        !std::isfinite(result.xy.y)) {
        throw Error{ErrorKind::invalid_data,
                    "outside-crs",
                    {fmt::format("Tọa độ ({}, {}) nằm ngoài phạm vi của hệ tọa độ.", x, y),
                     fmt::format("Coordinate ({}, {}) is outside the CRS.", x, y)}};
    }
    return result;
}

} // namespace

Coordinate Transformation::forward(const Point& point) const {
    const auto result = transform(m_impl->pipeline.get(), PJ_FWD, point.lon, point.lat);
    return {result.xy.x, result.xy.y};
}

Point Transformation::inverse(const Coordinate& coordinate) const {
    const auto result = transform(m_impl->pipeline.get(), PJ_INV, coordinate.x, coordinate.y);
    return {result.xy.x, result.xy.y};
}

} // namespace gis::geometry

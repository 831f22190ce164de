#include "gis/files/fields.hpp"

#include "gis/core/date.hpp"
#include "gis/files/numbers.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

#include <array>

namespace gis::files {

namespace {

using enum FieldType;

constexpr std::string_view unit_kinds =
    "xa xã; phuong phường; thi_tran thị trấn; ap ấp; soc sóc; thon thôn; khu_pho khu phố";
constexpr std::string_view class_values =
    "xa đường trục xã, liên xã; ap đường trục ấp, liên ấp; ngo đường ngõ, tổ, xóm; "
    "nd đường trục chính nội đồng; huyen đường huyện trở lên; other khác";
constexpr std::string_view surface_values =
    "nhua bê tông nhựa; btxm bê tông xi măng; lang_nhua láng nhựa; da_dam đá dăm; cap_phoi cấp "
    "phối; "
    "gach gạch, đá lát; soi_do sỏi đỏ; dat đất; unknown chưa rõ";
constexpr std::string_view kind_values =
    "kindergarten trường mầm non; primary trường tiểu học; lower_secondary trường THCS; "
    "multi_level_school trường nhiều cấp học; cultural_house nhà văn hóa ấp; "
    "commune_cultural_centre trung tâm VH-TT xã; health_station trạm y tế; sports_ground sân thể "
    "thao; "
    "market chợ; other khác";

constexpr FieldInfo population{"population", count, false, "Dân số", "Population", "người", ""};
constexpr FieldInfo households{"households", count, false, "Số hộ", "Households", "hộ", ""};
constexpr FieldInfo valid_from{
    "valid_from", date, false, "Có từ ngày", "First day on which it exists", "", ""};
constexpr FieldInfo valid_to{
    "valid_to", date, false, "Đến hết ngày (trống: còn)", "Last day (empty: still)", "", ""};
constexpr FieldInfo area_km2{"area_km2",      measure, true, "Diện tích trắc địa",
                             "Geodesic area", "km²",   ""};
constexpr FieldInfo predecessors{"predecessors",
                                 list,
                                 false,
                                 "Mã các đơn vị trước sắp xếp",
                                 "Codes of the units that it was made from",
                                 "",
                                 ""};
constexpr FieldInfo lon{"lon", measure, false, "Kinh độ WGS 84", "Longitude, WGS 84", "độ", ""};
constexpr FieldInfo lat{"lat", measure, false, "Vĩ độ WGS 84", "Latitude, WGS 84", "độ", ""};

constexpr std::array communes{
    FieldInfo{"code", text, false, "Mã xã (Tổng cục Thống kê)", "Commune code (GSO)", "", ""},
    FieldInfo{"name", text, false, "Tên xã", "Name", "", ""},
    FieldInfo{"kind", choice, false, "Loại đơn vị", "Kind of unit", "", unit_kinds},
    population,
    households,
    area_km2,
    valid_from,
    valid_to,
    predecessors,
};

constexpr std::array hamlets{
    FieldInfo{"code", text, false, "Mã ấp", "Hamlet code", "", ""},
    FieldInfo{"name", text, false, "Tên ấp", "Name", "", ""},
    FieldInfo{"kind", choice, false, "Loại đơn vị", "Kind of unit", "", unit_kinds},
    FieldInfo{"parent", text, false, "Mã xã", "Commune code", "", ""},
    FieldInfo{"parent_name", text, true, "Tên xã", "Commune", "", ""},
    population,
    households,
    area_km2,
    valid_from,
    valid_to,
    predecessors,
};

constexpr std::array roads{
    FieldInfo{"road_id", count, false, "Số hiệu tuyến trong bản đồ", "Road id in the atlas", "",
              ""},
    FieldInfo{"code", text, false, "Mã đường", "Road code", "", ""},
    FieldInfo{"name", text, false, "Tên đường", "Name", "", ""},
    FieldInfo{"road_class", choice, false, "Loại đường", "Road class", "", class_values},
    FieldInfo{"surface", choice, false, "Loại mặt đường", "Surface", "", surface_values},
    FieldInfo{"hardened", flag, true, "Đã cứng hóa theo quy tắc hiện hành",
              "Hardened by the rule in force", "", "1 có; 0 chưa; trống: chưa rõ"},
    FieldInfo{"from_m", measure, false, "Lý trình đầu", "Chainage from", "m", ""},
    FieldInfo{"to_m", measure, false, "Lý trình cuối", "Chainage to", "m", ""},
    FieldInfo{"length_m", measure, true, "Chiều dài trắc địa", "Geodesic length", "m", ""},
    FieldInfo{"in_unit_m", measure, true, "Trong đó nằm trong đơn vị được xuất",
              "Of which in the unit of the export", "m", ""},
    FieldInfo{"width_m", measure, false, "Chiều rộng mặt đường", "Carriageway width", "m", ""},
    FieldInfo{"effective_on", date, false, "Mặt đường như vậy từ ngày",
              "Day from which the surface holds", "", ""},
    FieldInfo{"managing_commune", text, false, "Mã xã quản lý", "Managing commune", "", ""},
    FieldInfo{"managing_commune_name", text, true, "Tên xã quản lý", "Name of the managing commune",
              "", ""},
    FieldInfo{"condition", text, false, "Tình trạng", "Condition", "", ""},
    FieldInfo{"work", text, false, "Mã công trình", "Code of the work", "", ""},
    FieldInfo{"evidence", text, false, "Hồ sơ, nguồn", "Evidence, source", "", ""},
    valid_from,
    valid_to,
};

constexpr std::array facilities{
    FieldInfo{"facility_id", count, true, "Số hiệu trong bản đồ", "Facility id in the atlas", "",
              ""},
    FieldInfo{"code", text, false, "Mã", "Code", "", ""},
    FieldInfo{"name", text, false, "Tên", "Name", "", ""},
    FieldInfo{"kind", choice, false, "Loại công trình", "Kind", "", kind_values},
    FieldInfo{"commune", text, false, "Mã xã", "Commune code", "", ""},
    FieldInfo{"commune_name", text, true, "Tên xã", "Commune", "", ""},
    FieldInfo{"serves", list, false, "Mã các ấp phục vụ", "Codes of the hamlets served", "", ""},
    FieldInfo{"standard_met", flag, false, "Đạt chuẩn", "Meets the norm", "",
              "1 đạt; 0 chưa; trống: chưa rõ"},
    FieldInfo{"rooms", text, false, "Số phòng theo loại", "Rooms by type", "phòng",
              "phong_hoc=12; hieu_bo=6"},
    FieldInfo{"seats", count, false, "Số chỗ ngồi", "Seats", "chỗ", ""},
    FieldInfo{"area_m2", measure, false, "Diện tích", "Area", "m²", ""},
    FieldInfo{"toilet", flag, false, "Có nhà vệ sinh", "Has a toilet", "", "1 có; 0 không"},
    FieldInfo{"well", flag, false, "Có giếng nước", "Has a well", "", "1 có; 0 không"},
    FieldInfo{"condition", text, false, "Tình trạng", "Condition", "", ""},
    valid_from,
    valid_to,
    lon,
    lat,
};

constexpr std::array population_fields{
    FieldInfo{"code", text, false, "Mã đơn vị", "Unit code", "", ""},
    FieldInfo{"name", text, false, "Tên đơn vị", "Unit name", "", ""},
    FieldInfo{"level", choice, false, "Cấp", "Level", "", "commune xã; hamlet ấp"},
    FieldInfo{"parent", text, false, "Mã xã", "Commune code", "", ""},
    population,
    households,
    FieldInfo{"persons", measure, false, "Số người tại điểm", "Persons at the point", "người", ""},
    lon,
    lat,
};

} // namespace

std::span<const FieldInfo> fields_of(Layer layer) noexcept {
    switch (layer) {
    case Layer::communes:
        return communes;
    case Layer::hamlets:
        return hamlets;
    case Layer::roads:
        return roads;
    case Layer::facilities:
        return facilities;
    case Layer::population:
        return population_fields;
    }
    return {};
}

const FieldInfo* find_field(Layer layer, std::string_view name) noexcept {
    for (const auto& field : fields_of(layer)) {
        if (field.name == name) {
            return &field;
        }
    }
    return nullptr;
}

bool accepts(Layer layer, const FieldInfo& field, std::string_view value) {
    switch (field.type) {
    case choice:
        if (field.name == "road_class") {
            return model::road_class(value).has_value();
        }
        if (field.name == "surface") {
            return model::surface(value).has_value();
        }
        if (field.name == "level") {
            return model::unit_level(value).has_value();
        }
        return layer == Layer::facilities ? model::facility_kind(value).has_value()
                                          : model::unit_kind(value).has_value();
    case measure:
        return parse_measure(value).has_value();
    case count:
        return parse_count(value).has_value();
    case date:
        return Date::parse(value).has_value();
    case flag:
        return value == "1" || value == "0";
    case text:
    case list:
        return value.size() <= max_text_bytes;
    }
    return false;
}

} // namespace gis::files

#include "gis/model/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace gis::model {

namespace {

struct Words {
    std::string_view field;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array field_table{
    Words{"area_m2", "diện tích", "area"},
    Words{"boundary", "ranh giới", "boundary"},
    Words{"class", "loại đường", "class"},
    Words{"code", "mã", "code"},
    Words{"commune", "xã", "commune"},
    Words{"condition", "tình trạng", "condition"},
    Words{"effective_on", "ngày nghiệm thu", "day from which it holds"},
    Words{"evidence", "chứng cứ", "evidence"},
    Words{"from_m", "điểm đầu", "start"},
    Words{"geometry", "hình tuyến", "line"},
    Words{"history", "lịch sử", "history"},
    Words{"households", "số hộ", "households"},
    Words{"kind", "loại", "kind"},
    Words{"level", "cấp", "level"},
    Words{"location", "vị trí", "place"},
    Words{"managing_commune", "xã quản lý", "managing commune"},
    Words{"name", "tên", "name"},
    Words{"parent", "đơn vị cấp trên", "unit above"},
    Words{"persons", "số người", "persons"},
    Words{"population", "dân số", "population"},
    Words{"predecessors", "đơn vị cũ", "earlier units"},
    Words{"road", "đường", "road"},
    Words{"rooms", "số phòng", "rooms"},
    Words{"seats", "số chỗ", "seats"},
    Words{"serves", "phục vụ", "served hamlets"},
    Words{"standard_met", "đạt chuẩn", "standard"},
    Words{"state", "trạng thái", "state"},
    Words{"surface", "mặt đường", "surface"},
    Words{"surfaces", "mặt đường", "surfaces"},
    Words{"to_m", "điểm cuối", "end"},
    Words{"toilet", "nhà vệ sinh", "toilet"},
    Words{"valid_from", "dùng từ ngày", "first day"},
    Words{"valid_to", "dùng đến ngày", "last day"},
    Words{"well", "giếng nước", "well"},
    Words{"width_m", "bề rộng", "width"},
    Words{"work", "công trình, hợp đồng", "work"},
};

constexpr std::array<Words, std::variant_size_v<Row>> entity_table{
    {{"unit", "đơn vị", "unit"},
     {"road", "đường", "road"},
     {"surface_record", "bản ghi mặt đường", "surface record"},
     {"facility", "công trình", "facility"},
     {"population_point", "điểm dân số", "population point"},
     {"plan_entry", "mục kế hoạch", "item of the plan"}}};

} // namespace

Message field_words(std::string_view field) {
    const auto* const found = std::ranges::find(field_table, field, &Words::field);
    return found == field_table.end() ? Message{std::string{field}, std::string{field}}
                                      : Message{std::string{found->vi}, std::string{found->en}};
}

Message class_words(RoadClass road_class) {
    switch (road_class) {
    case RoadClass::xa:
        return {"Đường xã", "Commune road"};
    case RoadClass::ap:
        return {"Đường ấp", "Hamlet road"};
    case RoadClass::ngo:
        return {"Đường tổ, xóm", "Lane"};
    case RoadClass::nd:
        return {"Đường nội đồng", "Field road"};
    case RoadClass::huyen:
        return {"Đường huyện trở lên", "District road or higher"};
    case RoadClass::other:
        return {"Đường khác", "Other road"};
    }
    return {};
}

Message surface_words(Surface surface) {
    switch (surface) {
    case Surface::nhua:
        return {"Bê tông nhựa", "Asphalt concrete"};
    case Surface::btxm:
        return {"Bê tông xi măng", "Cement concrete"};
    case Surface::lang_nhua:
        return {"Láng nhựa", "Bitumen dressing"};
    case Surface::da_dam:
        return {"Đá dăm", "Macadam"};
    case Surface::cap_phoi:
        return {"Cấp phối", "Graded aggregate"};
    case Surface::gach:
        return {"Gạch, đá lát", "Brick, stone"};
    case Surface::soi_do:
        return {"Sỏi đỏ", "Laterite gravel"};
    case Surface::dat:
        return {"Đất", "Earth"};
    case Surface::unknown:
        return {"Chưa rõ", "Unknown"};
    }
    return {};
}

Message entity_words(EntityKind kind) {
    const auto& words = entity_table.at(static_cast<std::size_t>(kind));
    return {std::string{words.vi}, std::string{words.en}};
}

} // namespace gis::model

#include "gis/model/plan_words.hpp"

namespace gis::model {

Message state_words(CriterionState state) {
    switch (state) {
    case CriterionState::met:
        return {"Đạt", "Met"};
    case CriterionState::not_met:
        return {"Chưa đạt", "Not met"};
    case CriterionState::to_consolidate:
        return {"Đạt, cần củng cố", "Met, to strengthen"};
    case CriterionState::proposed:
        return {"Đề nghị công nhận", "Proposed for recognition"};
    case CriterionState::no_data:
        return {"Chưa có số liệu", "No data"};
    }
    return {};
}

Message state_words(WorkState state) {
    switch (state) {
    case WorkState::planned:
        return {"Chưa làm", "Not begun"};
    case WorkState::funded:
        return {"Đã bố trí vốn", "Funded"};
    case WorkState::under_way:
        return {"Đang làm", "Under way"};
    case WorkState::done:
        return {"Xong, chưa nghiệm thu", "Done, not accepted yet"};
    case WorkState::accepted:
        return {"Đã nghiệm thu", "Accepted"};
    case WorkState::cancelled:
        return {"Bỏ", "Cancelled"};
    }
    return {};
}

Message kind_words(WorkKind kind) {
    switch (kind) {
    case WorkKind::road:
        return {"Đường giao thông", "Roads"};
    case WorkKind::classrooms:
        return {"Phòng học", "Classrooms"};
    case WorkKind::cultural_house:
        return {"Nhà văn hóa ấp", "Cultural houses"};
    case WorkKind::cultural_centre:
        return {"Trung tâm văn hóa xã", "Commune cultural centres"};
    case WorkKind::sports_ground:
        return {"Sân thể thao", "Sports grounds"};
    case WorkKind::sanitation:
        return {"Nhà vệ sinh, giếng nước", "Toilets and wells"};
    case WorkKind::health_station:
        return {"Trạm y tế", "Health stations"};
    case WorkKind::housing:
        return {"Nhà ở", "Houses"};
    case WorkKind::traffic_signs:
        return {"Biển báo giao thông", "Traffic signs"};
    }
    return {};
}

} // namespace gis::model

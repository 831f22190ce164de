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

Message kind_words(PlanEntryKind kind) {
    switch (kind) {
    case PlanEntryKind::plan:
        return {"kế hoạch", "plan"};
    case PlanEntryKind::work:
        return {"công trình", "work"};
    case PlanEntryKind::criterion_result:
        return {"kết quả tiêu chí", "criterion result"};
    case PlanEntryKind::target_result:
        return {"kết quả chỉ tiêu", "target result"};
    case PlanEntryKind::task:
        return {"nhiệm vụ", "task"};
    case PlanEntryKind::difficulty:
        return {"khó khăn", "difficulty"};
    case PlanEntryKind::contribution:
        return {"khoản đóng góp", "contribution"};
    case PlanEntryKind::household:
        return {"bản ghi hộ", "record of a household"};
    case PlanEntryKind::period_report:
        return {"báo cáo kỳ", "report of a period"};
    case PlanEntryKind::cooperative:
        return {"hợp tác xã", "cooperative"};
    case PlanEntryKind::product:
        return {"sản phẩm OCOP", "OCOP product"};
    case PlanEntryKind::hamlet_title:
        return {"danh hiệu ấp", "hamlet title"};
    case PlanEntryKind::capital:
        return {"khoản vốn", "capital entry"};
    case PlanEntryKind::guidance:
        return {"đề nghị hướng dẫn", "request for guidance"};
    }
    return {};
}

} // namespace gis::model

#include "tests/unit/editing/atlas.hpp"

namespace {

using namespace editing_test;
using editing::AddFacility;
using editing::EditFacility;
using editing::FacilityFields;
using editing::MoveFacility;
using editing::RetireFacility;
using gis::FacilityId;
using gis::UnitCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const AsciiMap& facility_map() {
    static const AsciiMap drawing{R"(
A-------B-------C
| s     |     t |
H-------G-------D
)"};
    return drawing;
}

model::AtlasData one_school() {
    model::AtlasData data;
    data.revision = Revision{1};
    data.units = {test_support::commune("1", "Xã Một", facility_map().area("ABGH")),
                  test_support::commune("2", "Xã Hai", facility_map().area("BCDG")),
                  test_support::hamlet("1-01", "Ấp 1", facility_map().area("ABGH")),
                  test_support::hamlet("2-01", "Ấp 2", facility_map().area("BCDG"))};
    model::Facility school;
    school.id = FacilityId{1};
    school.kind = model::FacilityKind::primary;
    school.name = "Trường Một";
    school.code = "TH-1";
    school.location = facility_map().at('s');
    school.seats = 300;
    data.facilities = {school};
    return data;
}

const model::Facility& facility(const Atlas& atlas, std::int64_t id) {
    return *atlas.now().find_facility(FacilityId{id});
}

TEST(Facilities, AreAddedMovedEditedRetired) {
    Atlas atlas{one_school()};
    AddFacility house;
    house.location = facility_map().at('t');
    house.fields.kind = model::FacilityKind::cultural_house;
    house.fields.name = " Nhà văn hóa ấp 2 ";
    house.fields.serves = std::vector{UnitCode{"2-01"}};
    house.fields.rooms = std::map<std::string, int>{{"hoi_truong", 1}};
    const auto added = atlas.plan({house});
    EXPECT_THAT(added.communes, ElementsAre(UnitCode{"2"}));
    atlas.store(added);
    EXPECT_EQ(facility(atlas, 2).name, "Nhà văn hóa ấp 2");
    EXPECT_EQ(facility(atlas, 2).rooms.at("hoi_truong"), 1);

    const auto moved = atlas.plan({MoveFacility{FacilityId{1}, facility_map().at('t')}});
    EXPECT_THAT(moved.communes, ElementsAre(UnitCode{"1"}, UnitCode{"2"})) << "from one to another";
    atlas.store(moved);
    EXPECT_EQ(facility(atlas, 1).location, facility_map().at('t'));

    FacilityFields fields;
    fields.seats = std::optional<int>{};
    fields.toilet = true;
    atlas.edit({EditFacility{FacilityId{1}, fields}});
    EXPECT_FALSE(facility(atlas, 1).seats);
    EXPECT_EQ(facility(atlas, 1).toilet, true);
    EXPECT_EQ(facility(atlas, 1).code, "TH-1");

    FacilityFields serving;
    serving.serves = std::vector{UnitCode{"1-01"}};
    EXPECT_THAT(atlas.plan({EditFacility{FacilityId{1}, serving}}).communes,
                ElementsAre(UnitCode{"1"}, UnitCode{"2"}))
        << "whom it serves matters to their commune";

    atlas.edit({RetireFacility{FacilityId{2}, Date{2025, 6, 30}}});
    EXPECT_EQ(facility(atlas, 2).valid_to, (Date{2025, 6, 30}));
}

TEST(Facilities, RefuseWhatCannotBe) {
    const Atlas atlas{one_school()};
    const auto refused = [&](FacilityFields fields) {
        return refusal([&] { (void)atlas.plan({EditFacility{FacilityId{1}, std::move(fields)}}); });
    };
    EXPECT_EQ(refused({.seats = std::optional<int>{-1}}), "bad-number /operations/0/seats");
    EXPECT_EQ(refused({.area_m2 = std::optional<double>{1e300}}),
              "bad-number /operations/0/area_m2");
    EXPECT_EQ(refused({.rooms = std::map<std::string, int>{{"a", -1}}}),
              "bad-number /operations/0/rooms");
    EXPECT_EQ(refused({.serves = std::vector{UnitCode{"9-01"}}}),
              "unknown-hamlet /operations/0/serves");
    EXPECT_EQ(refused({.commune = UnitCode{"7"}}), "unknown-commune /operations/0/commune");
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({AddFacility{{106.6, 11.5}, {}}});
              }),
              "missing-field /operations/0/kind");
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({AddFacility{
                      {106.6, 11.5}, {.kind = model::FacilityKind::other, .code = "TH-1"}}});
              }),
              "code-taken /operations/0/code");
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({MoveFacility{FacilityId{9}, {106, 11}}});
              }),
              "unknown-facility /operations/0/facility");
    EXPECT_EQ(refusal([&] {
                  (void)atlas.plan({MoveFacility{FacilityId{1}, {206, 11}}});
              }),
              "bad-position /operations/0/location");
}

} // namespace

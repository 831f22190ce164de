// Who may do what: the whole table, written out a second time.

#include "gis/core/error.hpp"
#include "server/auth/rights.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace {

using gis::UnitCode;
using server::Actor;
using server::EditOutcome;
using server::Identification;
using server::Operation;
using server::Role;
using testing::HasSubstr;
using Communes = std::vector<UnitCode>;

const UnitCode dong_no{"25345"};
const UnitCode tan_hung{"25348"};
const UnitCode outside{""};

Actor person(Role role, Identification by = Identification::session) {
    Actor actor;
    actor.user = "lan";
    actor.role = role;
    actor.may_read = true;
    actor.identification = by;
    if (role == Role::commune_editor) {
        actor.communes = {dong_no};
    }
    return actor;
}

Actor anonymous(bool may_read) {
    Actor actor;
    actor.may_read = may_read;
    return actor;
}

/// "" when it is allowed, else the code of the refusal.
template <class Call>
std::string refusal(const Call& call) {
    try {
        call();
        return "";
    } catch (const gis::Error& error) {
        EXPECT_FALSE(error.message().vi.empty());
        EXPECT_FALSE(error.message().en.empty());
        const bool anonymous_refused = error.code() == "sign-in-needed";
        EXPECT_EQ(error.kind(),
                  anonymous_refused ? gis::ErrorKind::unauthenticated : gis::ErrorKind::forbidden);
        return error.code();
    }
}

std::string refusal(const Actor& actor, Operation operation, const Communes& touched) {
    return refusal([&] { server::authorise(actor, operation, touched); });
}

/// One letter an actor: y everywhere, o in own communes only, - nowhere. The actors are nobody in a
/// closed atlas, nobody in an open one, viewer, commune editor, approver, administrator, each by
/// session; then commune editor and administrator by an application password that reads, and by
/// one that edits.
const std::map<Operation, std::string> expected{
    {Operation::open_to_all, "yyyyyyyyyy"},  {Operation::read, "-yyyyyyyyy"},
    {Operation::report, "-yyyyyyyyy"},       {Operation::export_data, "-yyyyyyyyy"},
    {Operation::read_history, "-yyyyyyyyy"}, {Operation::read_household, "---oy-o-o-"},
    {Operation::read_names, "--yyyyyyyy"},   {Operation::record_surface, "---oyy--oy"},
    {Operation::edit_road, "---oyy--oy"},    {Operation::edit_facility, "---oyy--oy"},
    {Operation::edit_plan, "---oyy--oy"},    {Operation::edit_household, "---oy---o-"},
    {Operation::propose, "---oyy--oy"},      {Operation::decide_proposal, "----yy----"},
    {Operation::import_data, "----yy---y"},  {Operation::revert, "---oyy--oy"},
    {Operation::manage_own, "--yyyy----"},   {Operation::manage_users, "-----y----"},
    {Operation::backup, "-----y----"},
};

std::vector<Actor> actors() {
    return {anonymous(false),
            anonymous(true),
            person(Role::viewer),
            person(Role::commune_editor),
            person(Role::approver),
            person(Role::administrator),
            person(Role::commune_editor, Identification::reading_password),
            person(Role::administrator, Identification::reading_password),
            person(Role::commune_editor, Identification::editing_password),
            person(Role::administrator, Identification::editing_password)};
}

TEST(Rights, AreExactlyThisTable) {
    ASSERT_EQ(expected.size(), server::all_operations.size());
    for (const auto operation : server::all_operations) {
        std::string row;
        for (const auto& actor : actors()) {
            const bool own = refusal(actor, operation, {dong_no}).empty();
            const bool other = refusal(actor, operation, {tan_hung}).empty();
            const bool straddling = refusal(actor, operation, {dong_no, tan_hung}).empty();
            const bool out = refusal(actor, operation, {dong_no, outside}).empty();
            const bool nothing = refusal(actor, operation, {}).empty();
            EXPECT_EQ(other, straddling) << to_text(operation);
            EXPECT_EQ(other, out) << to_text(operation);
            EXPECT_EQ(other, nothing) << to_text(operation);
            const bool somewhere = refusal([&] { server::authorise(actor, operation); }).empty();
            EXPECT_EQ(own, somewhere) << to_text(operation);
            row += other ? 'y' : own ? 'o' : '-';
        }
        EXPECT_EQ(row, expected.at(operation)) << to_text(operation);
    }
}

TEST(Rights, SayWhatIsMissing) {
    EXPECT_EQ(refusal(anonymous(false), Operation::read, {}), "sign-in-needed");
    EXPECT_EQ(refusal(anonymous(true), Operation::edit_road, {dong_no}), "sign-in-needed");
    EXPECT_EQ(refusal(person(Role::viewer), Operation::edit_road, {dong_no}), "not-allowed");
    EXPECT_EQ(refusal(person(Role::commune_editor), Operation::edit_road, {tan_hung}),
              "other-commune");
    EXPECT_EQ(refusal(person(Role::approver, Identification::reading_password),
                      Operation::edit_road, {dong_no}),
              "read-only-password");
    EXPECT_EQ(refusal(person(Role::administrator, Identification::editing_password),
                      Operation::manage_users, {}),
              "person-needed");
}

TEST(Rights, NameTheCommuneInTwoLanguages) {
    try {
        server::authorise(person(Role::commune_editor), Operation::record_surface,
                          Communes{dong_no, tan_hung});
        FAIL();
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.message().vi, "Tài khoản “lan” không có quyền ghi mặt đường ở xã mã 25348. "
                                      "Tài khoản chỉ được giao xã mã 25345.");
        EXPECT_EQ(error.message().en,
                  "The account “lan” may not record road surfaces in the commune "
                  "25348. The account is for the communes 25345.");
    }
}

TEST(Rights, OfAnEditorWithoutCommunesAreNone) {
    auto actor = person(Role::commune_editor);
    actor.communes.clear();
    EXPECT_EQ(refusal(actor, Operation::edit_road, {dong_no}), "other-commune");
    actor.communes = {outside};
    EXPECT_EQ(refusal(actor, Operation::edit_road, {outside}), "other-commune")
        << "nobody is assigned what lies outside every commune";
}

TEST(Edits, OfACommuneEditorLieInsideBeforeAndAfter) {
    const auto editor = person(Role::commune_editor);
    const auto code = [&editor](const Communes& before, const Communes& after) {
        return refusal(
            [&] { (void)server::authorise_edit(editor, Operation::edit_road, before, after); });
    };
    EXPECT_EQ(code({dong_no}, {dong_no}), "");
    EXPECT_EQ(code({}, {dong_no}), "") << "a new road";
    EXPECT_EQ(code({dong_no}, {}), "") << "a retired one";
    EXPECT_EQ(code({tan_hung}, {dong_no}), "other-commune") << "pulled in from next door";
    EXPECT_EQ(code({dong_no}, {tan_hung}), "other-commune");
    EXPECT_EQ(code({dong_no}, {dong_no, tan_hung}), "other-commune") << "drawn across the border";
    EXPECT_EQ(code({dong_no}, {dong_no, outside}), "other-commune");
    EXPECT_EQ(code({}, {}), "other-commune");
}

TEST(Edits, BecomeProposalsUnlessTheAtlasSaysOtherwise) {
    const auto outcome = [](const Actor& actor) {
        return server::authorise_edit(actor, Operation::record_surface, Communes{dong_no},
                                      Communes{dong_no});
    };
    auto editor = person(Role::commune_editor);
    EXPECT_EQ(outcome(editor), EditOutcome::proposed);
    editor.editors_decide = true;
    EXPECT_EQ(outcome(editor), EditOutcome::decided);
    EXPECT_EQ(outcome(person(Role::approver)), EditOutcome::decided);
    EXPECT_EQ(outcome(person(Role::administrator)), EditOutcome::decided);
}

TEST(Households, AreSeenByTheirCommuneAndTheApproverOnly) {
    EXPECT_EQ(refusal(anonymous(true), Operation::read_household, {dong_no}), "sign-in-needed");
    EXPECT_EQ(refusal(person(Role::viewer), Operation::read_household, {dong_no}), "not-allowed");
    EXPECT_EQ(refusal(person(Role::commune_editor), Operation::read_household, {dong_no}), "");
    EXPECT_EQ(refusal(person(Role::commune_editor), Operation::read_household, {tan_hung}),
              "other-commune");
    EXPECT_EQ(refusal(person(Role::approver), Operation::read_household, {tan_hung}), "");
    EXPECT_EQ(refusal(person(Role::administrator), Operation::read_household, {dong_no}),
              "not-allowed");
}

} // namespace

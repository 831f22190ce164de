#pragma once

#include "office.hpp"

#include <gtest/gtest.h>

namespace http_test {

/// An office with an administrator and an editor of one commune.
class AccountsTest : public testing::Test {
protected:
    AccountsTest() {
        office.add_user("admin", server::Role::administrator);
        office.add_user("lan", server::Role::commune_editor, {gis::UnitCode{"25345"}});
    }

    bool is_signed_in(const Sender& sender) {
        return !body_of(office.get("/api/session", sender))["user"].is_null();
    }

    Office office;
};

} // namespace http_test

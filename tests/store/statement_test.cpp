// Prepared statements and what the connection keeps of them.
#include "gis/store/statement.hpp"

#include "gis/core/error.hpp"
#include "gis/store/connection.hpp"
#include "temporary_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <optional>
#include <string_view>

namespace gis::store {
namespace {

constexpr std::string_view select_name = "SELECT ?1, name FROM things ORDER BY name";

class StatementTest : public ::testing::Test {
protected:
    StatementTest() {
        connection.execute("CREATE TABLE things (name TEXT UNIQUE);"
                           "INSERT INTO things VALUES ('a'), ('b')");
    }

    /// Statements that the connection has prepared and not finalized.
    [[nodiscard]] int prepared() const {
        int count = 0;
        for (auto* each = sqlite3_next_stmt(connection.handle(), nullptr); each != nullptr;
             each = sqlite3_next_stmt(connection.handle(), each)) {
            ++count;
        }
        return count;
    }

    testing::TemporaryFolder folder;
    Connection connection{folder.path() / "things.sqlite", Purpose::build};
};

TEST_F(StatementTest, the_same_sql_is_prepared_once_and_starts_anew) {
    {
        Statement select{connection, select_name};
        select.bind_all(std::string_view{"bound"});
        ASSERT_TRUE(select.step()); // left in the middle
        EXPECT_EQ(select.text(0), "bound");
    }
    const auto before = prepared();
    Statement again{connection, select_name};
    EXPECT_EQ(prepared(), before);
    ASSERT_TRUE(again.step());
    EXPECT_EQ(again.type(0), ValueType::null) << "a value of the last use is still bound";
    EXPECT_EQ(again.text(1), "a");
}

TEST_F(StatementTest, two_at_a_time_do_not_share_a_row) {
    Statement one{connection, select_name};
    ASSERT_TRUE(one.step());
    Statement other{connection, select_name};
    ASSERT_TRUE(other.step());
    ASSERT_TRUE(other.step());
    EXPECT_EQ(other.text(1), "b");
    EXPECT_EQ(one.text(1), "a");
}

TEST_F(StatementTest, one_that_failed_can_be_used_again) {
    constexpr std::string_view insert = "INSERT INTO things VALUES (?1)";
    EXPECT_THROW(Statement(connection, insert).run(std::string_view{"a"}), Error);
    EXPECT_TRUE(connection.autocommits());
    Statement(connection, insert).run(std::string_view{"c"});
    EXPECT_EQ(connection.integer("SELECT count(*) FROM things"), 3);
}

TEST_F(StatementTest, none_that_is_kept_holds_a_transaction_open) {
    std::optional<Statement> select{std::in_place, connection, select_name};
    ASSERT_TRUE(select->step());
    select.reset();
    connection.execute("DROP TABLE things"); // refused while somebody reads it
    EXPECT_THROW(static_cast<void>(Statement(connection, select_name).step()), Error);
}

TEST_F(StatementTest, not_all_are_kept) {
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(connection.integer(fmt::format("SELECT {}", i)), i);
    }
    EXPECT_LT(prepared(), 200);
}

} // namespace
} // namespace gis::store

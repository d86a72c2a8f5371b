#include <contend/writers/table.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace contend::writers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Table wide{{"a", "b"}, {{std::string(30, 'x'), "12345"}}};

TEST(ColumnWidths, are_those_of_the_widest_cells_when_there_is_room) {
    EXPECT_THAT(column_widths(wide, 100, 2, 5), ElementsAre(30, 5));
    EXPECT_THAT(column_widths(wide, 37, 2, 5), ElementsAre(30, 5));
}

TEST(ColumnWidths, take_room_from_the_widest_column_first) {
    EXPECT_THAT(column_widths(wide, 20, 2, 5), ElementsAre(13, 5));
}

TEST(ColumnWidths, are_none_when_a_column_would_become_too_narrow) {
    EXPECT_THAT(column_widths(wide, 20, 2, 14), IsEmpty());
}

TEST(ColumnWidths, leave_columns_alone_that_are_narrow_by_themselves) {
    EXPECT_THAT(column_widths(wide, 21, 2, 14), ElementsAre(14, 5));
}

TEST(ColumnWidths, are_found_at_once_for_a_value_a_megabyte_long) {
    const Table huge{{"a"}, {{std::string(1 << 20, 'x')}}};
    EXPECT_THAT(column_widths(huge, 80, 2, 5), ElementsAre(80));
}

TEST(Boxed, cuts_cells_and_keeps_lines_straight) {
    std::string out;
    append_boxed(out, {{"one", "two"}, {{"漢字", "abcdef"}, {"", "x"}}}, {4, 4}, 1);
    EXPECT_EQ(out,
              " ┌──────┬──────┐\n"
              " │ one  │ two  │\n"
              " ├──────┼──────┤\n"
              " │ 漢字 │ abc… │\n"
              " │      │ x    │\n"
              " └──────┴──────┘\n");
}

}  // namespace
}  // namespace contend::writers

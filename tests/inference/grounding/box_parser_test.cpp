#include "inference/grounding/BoxParser.h"

#include <gtest/gtest.h>

#include <vector>

namespace dokuei::inference {
namespace {

using Event = BoxParser::Event;

std::vector<Event> feed(BoxParser& parser, const std::vector<std::string>& tokens) {
    std::vector<Event> events;
    for (const auto& token : tokens) events.push_back(parser.push(token));
    return events;
}

TEST(BoxParser, ReadsABoxWhenItsSixthCoordinateArrives) {
    BoxParser parser;
    const auto events =
        feed(parser, {"<box:liver>", "<loc:1>", "<loc:2>", "<loc:3>", "<loc:40>", "<loc:50>", "<loc:127>"});
    EXPECT_EQ(events.back(), Event::Box);
    EXPECT_EQ(events[5], Event::Inside);
    EXPECT_EQ(parser.box().key, "liver");
    EXPECT_EQ(parser.box().location, (std::array<int, 6>{1, 2, 3, 40, 50, 127}));
    EXPECT_FALSE(parser.unfinished());
}

TEST(BoxParser, ReportsABoxThatIsInterrupted) {
    BoxParser parser;
    EXPECT_EQ(feed(parser, {"<box:liver>", "<loc:1>", "text"}).back(), Event::Malformed);
    EXPECT_NE(parser.reason().find("liver"), std::string::npos);
    EXPECT_EQ(feed(parser, {"<box:liver>", "<loc:1>", "<box:spleen>"}).back(), Event::Malformed);
}

TEST(BoxParser, KnowsWhenTheStreamEndsInsideABox) {
    BoxParser parser;
    feed(parser, {"<box:liver>", "<loc:1>"});
    EXPECT_TRUE(parser.unfinished());
}

TEST(BoxParser, IgnoresCoordinatesWithoutABoxAndNumbersOutOfRange) {
    BoxParser parser;
    EXPECT_EQ(parser.push("<loc:5>"), Event::Inside);
    EXPECT_EQ(parser.push("<ml>"), Event::None);
    EXPECT_EQ(feed(parser, {"<box:liver>", "<loc:128>"}).back(), Event::Malformed);
    EXPECT_EQ(feed(parser, {"<box:liver>", "<loc:-1>"}).back(), Event::Malformed);
}

TEST(BoxOverlap, IsTheSharedPartOfTheUnion) {
    EXPECT_DOUBLE_EQ(boxOverlap({0, 0, 0, 2, 2, 2}, {0, 0, 0, 2, 2, 2}), 1);
    EXPECT_DOUBLE_EQ(boxOverlap({0, 0, 0, 2, 2, 2}, {0, 0, 1, 2, 2, 3}), 4.0 / 12);
    EXPECT_DOUBLE_EQ(boxOverlap({0, 0, 0, 1, 1, 1}, {5, 5, 5, 6, 6, 6}), 0);
    EXPECT_DOUBLE_EQ(boxOverlap({0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}), 0);
}

}  // namespace
}  // namespace dokuei::inference

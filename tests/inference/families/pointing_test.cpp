#include "inference/families/starter/Pointing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace dokuei::inference;

StarterConfig smallConfig() {
    StarterConfig config;
    config.classes = {{"outside", "", "", StarterClass::Kind::Body},
                      {"liver", "liver", "", StarterClass::Kind::Organ},
                      {"lung_nodule", "nodule", "", StarterClass::Kind::Lesion}};
    config.encoder.classes = 3;
    config.encoder.channels = {8, 8, 16, 16};
    auto& d = config.decoder;
    d.vocab = 400, d.hidden = 32, d.layers = 1, d.heads = 2, d.kvHeads = 1, d.headDim = 16,
    d.intermediate = 32;
    d.maxPositions = 256;
    return config;
}

std::int64_t idOf(const StarterConfig& config, const std::string& token) {
    const auto tokens = starterSpecialTokens(config);
    return std::find(tokens.begin(), tokens.end(), token) - tokens.begin();
}

TEST(BoxTracker, SixPlacesFollowABoxTokenAndNoMore) {
    const auto config = smallConfig();
    BoxTracker tracker(config);
    EXPECT_EQ(tracker.push(300).edge, -1);
    const auto first = tracker.push(idOf(config, "<box:liver>"));
    EXPECT_EQ(first.classIndex, 1);
    EXPECT_EQ(first.edge, 0);
    for (int edge = 1; edge < 6; ++edge) EXPECT_EQ(tracker.push(idOf(config, "<loc:9>")).edge, edge);
    EXPECT_EQ(tracker.push(idOf(config, "<loc:9>")).edge, -1);
    EXPECT_EQ(tracker.push(300).edge, -1);
}

TEST(BoxTracker, TextClosesAnUnfinishedBox) {
    const auto config = smallConfig();
    BoxTracker tracker(config);
    tracker.push(idOf(config, "<box:lung_nodule>"));
    tracker.push(300);
    EXPECT_EQ(tracker.push(idOf(config, "<loc:9>")).edge, -1);
}

TEST(EmbedText, OnlyPointedPositionsSeeTheRegionsOfTheirClass) {
    torch::NoGradGuard guard;
    const auto config = smallConfig();
    StarterModel model(config);
    const auto words = torch::randn({config.decoder.vocab, config.decoder.hidden});
    const auto slots = static_cast<std::int64_t>(config.slots().size());
    auto regions = torch::zeros({1, slots, StarterConfig::regionFeatures});
    const auto ids = torch::full({1, 3}, 300, torch::kLong);
    const std::vector<StarterModelImpl::Pointer> pointers{{0, 1, 1, 2}};
    const auto plain = model->embedText(ids, regions, {}, words);
    EXPECT_TRUE(torch::equal(model->embedText(ids, regions, pointers, words), plain))
        << "an absent region adds nothing";
    // Slot 0 is the liver, the next three are nodules.
    regions[0][1].fill_(1);
    EXPECT_TRUE(torch::equal(model->embedText(ids, regions, pointers, words), plain))
        << "another class is not read";
    regions[0][0].fill_(1);
    const auto pointed = model->embedText(ids, regions, pointers, words);
    EXPECT_TRUE(torch::equal(pointed[0][0], plain[0][0]));
    EXPECT_FALSE(torch::allclose(pointed[0][1], plain[0][1]));
    EXPECT_TRUE(torch::equal(pointed[0][2], plain[0][2]));
}

}  // namespace

#include "inference/weights/Safetensors.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "inference/Error.h"
#include "inference/training/Checkpoint.h"

namespace dokuei::inference {
namespace {

class SafetensorsFile : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() /
            (std::string("dokuei_weights_") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
        file_ = (folder_ / "model.safetensors").string();
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& header, std::size_t dataBytes) {
        std::ofstream out(file_, std::ios::binary);
        const std::uint64_t size = header.size();
        out.write(reinterpret_cast<const char*>(&size), 8);
        out << header << std::string(dataBytes, '\0');
    }
    std::string reason() {
        try {
            Safetensors weights(file_);
        } catch (const ModelError& e) {
            EXPECT_EQ(std::string(e.what()).find(file_), 0u) << e.what();
            return e.what();
        }
        return "accepted";
    }

    std::filesystem::path folder_;
    std::string file_;
};

TEST_F(SafetensorsFile, GivesBackWhatWasWritten) {
    const auto a = torch::randn({3, 5}), b = torch::arange(7).to(torch::kBFloat16);
    saveTensors(file_, {{"a", a}, {"b", b}});
    torch::Tensor kept;
    {
        const Safetensors weights(file_);
        kept = weights.tensor("a");
        EXPECT_TRUE(weights.tensor("b").equal(b));
        EXPECT_THROW(weights.tensor("c"), ModelError);
        EXPECT_THROW(weights.tensor("a", {5, 3}), ModelError);
        EXPECT_EQ(weights.tensor("a", {3, 5}).data_ptr(), kept.data_ptr()) << "both look at the mapped file";
    }
    EXPECT_TRUE(kept.equal(a)) << "a tensor keeps the mapping alive";
}

TEST_F(SafetensorsFile, LeavesTheFileAloneWhenATensorIsWritten) {
    saveTensors(file_, {{"a", torch::ones({4})}});
    Safetensors(file_).tensor("a").zero_();
    EXPECT_TRUE(Safetensors(file_).tensor("a").equal(torch::ones({4})));
}

TEST_F(SafetensorsFile, IsRefusedWhenTruncated) {
    saveTensors(file_, {{"a", torch::ones({100})}});
    const auto size = std::filesystem::file_size(file_);
    for (const std::uintmax_t left : {std::uintmax_t{0}, std::uintmax_t{5}, std::uintmax_t{20}, size - 1}) {
        std::filesystem::resize_file(file_, left);
        EXPECT_NE(reason(), "accepted") << left << " bytes";
        saveTensors(file_, {{"a", torch::ones({100})}});
    }
}

TEST_F(SafetensorsFile, IsRefusedWithAHeaderThatCannotBe) {
    {
        std::ofstream out(file_, std::ios::binary);
        const std::uint64_t size = ~0ull;
        out.write(reinterpret_cast<const char*>(&size), 8);
    }
    EXPECT_NE(reason().find("header"), std::string::npos);
    write("not json", 0);
    EXPECT_NE(reason().find("header"), std::string::npos);
    write("[1]", 0);
    EXPECT_NE(reason().find("header"), std::string::npos);
    write(R"({"a":{"dtype":"F32","shape":[1]}})", 4);
    EXPECT_NE(reason().find("tensor a has no range"), std::string::npos);
    write(R"({"a":{"shape":[1],"data_offsets":[0,4]}})", 4);
    EXPECT_NE(reason().find("tensor a lacks its type"), std::string::npos);
    write(R"({"__metadata__":)" + std::string(5000, '[') + std::string(5000, ']') + "}", 0);
    EXPECT_NE(reason().find("nested"), std::string::npos);
    write(R"({"a\u0000b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} x)", 4);
    EXPECT_NE(reason().find("header"), std::string::npos);
    std::string many = "{";
    for (int i = 0; i < 300000; ++i)
        many +=
            (i ? ",\"" : "\"") + std::to_string(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    write(many + "}", 0);
    EXPECT_NE(reason().find("too many tensors"), std::string::npos);
}

TEST_F(SafetensorsFile, IsRefusedWithRangesThatDoNotFit) {
    const auto entry = [](const std::string& name, const std::string& type, const std::string& shape,
                          const std::string& range) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape +
               ",\"data_offsets\":" + range + "}";
    };
    write("{" + entry("a", "F32", "[2]", "[0,8]") + "}", 8);
    EXPECT_EQ(reason(), "accepted");
    write("{" + entry("a", "F32", "[2]", "[0,8]") + "," + entry("b", "F32", "[2]", "[4,12]") + "}", 12);
    EXPECT_NE(reason().find("overlaps"), std::string::npos);
    write("{" + entry("a", "F32", "[2]", "[0,8]") + "," + entry("b", "F32", "[1]", "[12,16]") + "}", 16);
    EXPECT_NE(reason().find("gap"), std::string::npos);
    write("{" + entry("a", "F32", "[2]", "[0,8]") + "}", 12);
    EXPECT_NE(reason().find("no tensor"), std::string::npos);
    write("{" + entry("a", "F32", "[2]", "[0,16]") + "}", 8);
    EXPECT_NE(reason().find("tensor a lies beyond"), std::string::npos);
    write("{" + entry("a", "F32", "[3]", "[0,8]") + "}", 8);
    EXPECT_NE(reason().find("does not fit"), std::string::npos);
    write("{" + entry("a", "F32", "[-2]", "[0,8]") + "}", 8);
    EXPECT_NE(reason().find("shape"), std::string::npos);
    write("{" + entry("a", "F32", "[4611686018427387904,4611686018427387904]", "[0,8]") + "}", 8);
    EXPECT_NE(reason().find("shape"), std::string::npos);
    write("{" + entry("a", "F32", "[0,4611686018427387904,4611686018427387904]", "[0,0]") + "}", 0);
    EXPECT_NE(reason().find("shape"), std::string::npos);
    write("{" + entry("a", "F32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "[0,4]") + "}", 4);
    EXPECT_NE(reason().find("shape"), std::string::npos);
    write("{" + entry("a", "Q4", "[2]", "[0,8]") + "}", 8);
    EXPECT_NE(reason().find("Q4"), std::string::npos);
    write("{" + entry("a", "F32", "[2]", "[8,0]") + "}", 8);
    EXPECT_NE(reason().find("ends before"), std::string::npos);
    write("{" + entry("a", "F32", "[2]", "[-8,0]") + "}", 8);
    EXPECT_NE(reason().find("range"), std::string::npos);
    write("{" + entry("a", "F32", "[2]", "[0,8]") + "," + entry("a", "F32", "[2]", "[0,8]") + "}", 8);
    EXPECT_NE(reason().find("twice"), std::string::npos);
}

TEST_F(SafetensorsFile, IsPutTogetherFromShards) {
    saveTensors((folder_ / "one.safetensors").string(), {{"a", torch::ones({2})}});
    saveTensors((folder_ / "two.safetensors").string(), {{"b", torch::zeros({3})}});
    const auto index = (folder_ / "model.safetensors.index.json").string();
    std::ofstream(index) << R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})";
    EXPECT_EQ(loadWeights(folder_.string()).size(), 2u);
    std::ofstream(index) << R"({"weight_map":{"a":"../one.safetensors"}})";
    EXPECT_THROW(loadWeights(folder_.string()), ModelError);
    std::ofstream(index) << R"({"weight_map":{"a":"three.safetensors"}})";
    EXPECT_THROW(loadWeights(folder_.string()), ModelError);
}

}  // namespace
}  // namespace dokuei::inference

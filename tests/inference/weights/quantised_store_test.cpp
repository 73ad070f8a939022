#include "inference/weights/QuantisedStore.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "inference/decoder/Linear.h"
#include "inference/decoder/cpu/Packed.h"

namespace fs = std::filesystem;

namespace dokuei::inference {
namespace {

class KeptWeights : public testing::Test {
protected:
    KeptWeights() : root_(fs::temp_directory_path() / ("kept_weights_" + std::to_string(getpid()))) {
        fs::create_directories(root_ / "model");
        write(model_ = (root_ / "model/model.safetensors").string(), std::string(100000, 'a'));
    }
    ~KeptWeights() override { fs::remove_all(root_); }

    static void write(const std::string& file, const std::string& text) {
        std::ofstream(file, std::ios::binary) << text;
    }
    QuantisedStore open(int bits = 8) const {
        return QuantisedStore((root_ / "kept").string(), {model_}, bits);
    }
    /// Products of a matrix that goes through the store.
    torch::Tensor product(QuantisedStore& store) const {
        return Linear({matrix_}, {}, WeightFormat::Int8, torch::kCPU, &store, "layer")(input_);
    }
    void make() const {
        auto store = open();
        product(store);
        store.finish();
    }

    fs::path root_;
    std::string model_;
    torch::Tensor matrix_ = torch::randn({40, 100}), other_ = torch::randn({40, 100}),
                  input_ = torch::randn({2, 100});
};

TEST_F(KeptWeights, ComeBackAsTheyWere) {
    make();
    auto store = open();
    ASSERT_TRUE(store.found());
    const auto bytes = store.find("layer.0", packedShape(40, 100, 8));
    ASSERT_TRUE(bytes.defined());
    EXPECT_TRUE(at::equal(bytes, pack(matrix_, 8)));
    EXPECT_TRUE(at::equal(product(store), Linear({matrix_}, {}, WeightFormat::Int8, torch::kCPU)(input_)));
}

TEST_F(KeptWeights, AreUsedInPlaceOfTheMatrix) {
    make();
    auto store = open();
    const auto kept = Linear({other_}, {}, WeightFormat::Int8, torch::kCPU, &store, "layer")(input_);
    EXPECT_TRUE(at::equal(kept, Linear({matrix_}, {}, WeightFormat::Int8, torch::kCPU)(input_)));
}

TEST_F(KeptWeights, AreNotThoseOfAChangedModel) {
    make();
    const auto time = fs::last_write_time(model_);
    write(model_, std::string(100000, 'b'));
    fs::last_write_time(model_, time);
    EXPECT_FALSE(open().found()) << "other content of the same size and time";
    write(model_, std::string(100000, 'a'));
    EXPECT_FALSE(open().found()) << "another time";
    fs::last_write_time(model_, time);
    EXPECT_TRUE(open().found());
    write(model_, std::string(100001, 'a'));
    EXPECT_FALSE(open().found()) << "another size";
}

TEST_F(KeptWeights, OfEightBitsAreNotThoseOfFour) {
    make();
    EXPECT_FALSE(open(4).found());
    auto store = open();
    EXPECT_FALSE(store.find("layer.0", packedShape(40, 100, 4)).defined());
    EXPECT_FALSE(store.find("another.0", packedShape(40, 100, 8)).defined());
}

TEST_F(KeptWeights, AreMadeAnewWhenDamaged) {
    make();
    const auto file = open().file();
    {
        std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
        damaged.seekg(0, std::ios::end);
        const auto middle = static_cast<std::streamoff>(damaged.tellg()) / 2;
        damaged.seekg(middle);
        const int byte = damaged.get();
        damaged.seekp(middle);
        damaged.put(static_cast<char>(byte ^ 0x40));
    }
    {
        auto store = open();
        EXPECT_FALSE(store.find("layer.0", packedShape(40, 100, 8)).defined());
        product(store);
        store.finish();
    }
    auto again = open();
    EXPECT_TRUE(again.find("layer.0", packedShape(40, 100, 8)).defined());
    fs::resize_file(file, fs::file_size(file) / 2);
    EXPECT_FALSE(open().found()) << "cut short";
    write(file, "something else");
    EXPECT_FALSE(open().found()) << "foreign";
}

TEST_F(KeptWeights, ThatCannotBeWrittenAreNoFailure) {
    write((root_ / "kept").string(), "a file where the folder should be");
    auto store = open();
    EXPECT_TRUE(product(store).defined());
    store.finish();
    EXPECT_FALSE(open().found());
    QuantisedStore nowhere("", {model_}, 8);
    nowhere.keep("layer.0", pack(matrix_, 8));
    nowhere.finish();
    QuantisedStore gone((root_ / "kept2").string(), {(root_ / "gone.safetensors").string()}, 8);
    EXPECT_FALSE(gone.found());
}

TEST_F(KeptWeights, LeaveNothingHalfWrittenBehind) {
    make();
    int files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(root_ / "kept")) ++files;
    EXPECT_EQ(files, 1);
}

}  // namespace
}  // namespace dokuei::inference

// Replays inputs that once broke a target: regressions/TARGET-what-it-was.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <vector>

#include "tests/fuzz/FuzzTargets.h"

namespace dokuei::viewer::fuzz {
namespace {

const std::map<std::string, void (*)(Bytes)> kTargets = {
    {"header", fuzzHeader},      {"pixels", fuzzPixels},       {"sorting", fuzzSorting},
    {"nifti", fuzzNifti},        {"objects", fuzzObjects},     {"archive", fuzzArchive},
    {"dicomdir", fuzzDicomDir},  {"jpeg", fuzzJpeg},           {"jpegls", fuzzJpegLs},
    {"jpeg2000", fuzzJpeg2000},  {"runlength", fuzzRunLength}, {"safetensors", fuzzSafetensors},
    {"tokenizer", fuzzTokenizer}};

std::vector<std::string> inputs() {
    std::vector<std::string> names;
    std::error_code absent;
    for (const auto& entry :
         std::filesystem::directory_iterator(DOKUEI_SOURCE_DIR "/tests/fuzz/regressions", absent))
        names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

class FuzzRegression : public testing::TestWithParam<std::string> {};

TEST_P(FuzzRegression, IsReadOrRefusedWithAnError) {
    const std::string name = GetParam();
    const auto target = kTargets.find(name.substr(0, name.find('-')));
    ASSERT_NE(target, kTargets.end()) << name << " begins with no target's name";
    std::ifstream in(std::string(DOKUEI_SOURCE_DIR "/tests/fuzz/regressions/") + name, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    ASSERT_FALSE(bytes.empty());
    EXPECT_NO_THROW(target->second({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
}

std::string testName(const testing::TestParamInfo<std::string>& input) {
    std::string name = input.param;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Inputs, FuzzRegression, testing::ValuesIn(inputs()), testName);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FuzzRegression);

}  // namespace
}  // namespace dokuei::viewer::fuzz

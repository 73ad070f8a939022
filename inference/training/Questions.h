#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "inference/families/starter/StarterModel.h"
#include "inference/training/Synthesis.h"

namespace dokuei::inference {

/// What is true of a synthetic scan beside what the encoder saw of it.
struct Scene {
    ImageFeatures features;
    std::array<int, 3> size{};
    ContrastPhase phase = ContrastPhase::Plain;
    bool mrLike = false;

    enum class Status : std::uint8_t { Absent, Found, Unsure };
    struct Organ {
        Status status = Status::Absent;
        std::array<int, 6> box{};  ///< of the truth, voxels inclusive
        double ml = 0;
        bool cut = false;
    };
    std::map<int, Organ> organs;  ///< by class
    struct Lesion {
        int classIndex = 0, host = 0;
        std::array<int, 6> box{};
        double diameterMm = 0, hu = 0;
    };
    std::vector<Lesion> lesions;  ///< those that the encoder found
};

/// Compares what the encoder read with the truth.
Scene makeScene(const SyntheticScan& scan, Encoding encoding, const StarterConfig& config);

struct Example {
    std::string language, question, answer;  ///< answer with tags of the output language
};

enum class Intent { What, Phase, Organs, Where, Volume, Density, Present, Lesion, Unknown, Report };

/// Makes questions and answers from the templates and words in a resources folder.
class QuestionMaker {
public:
    /// Throws ModelError naming the file.
    QuestionMaker(const std::string& resources, const StarterConfig& config);
    Example make(const Scene& scene, Intent intent, std::mt19937_64& random) const;
    /// Every line of text that can occur, for training the tokenizer.
    std::vector<std::string> corpus() const;

private:
    using Rows = std::vector<std::string>;
    const Rows& rows(const std::string& intent, const std::string& language, const std::string& role) const;
    std::string word(const std::string& key, const std::string& language) const;
    std::string boxTag(int classIndex, const std::array<int, 6>& box, const Scene& scene) const;
    std::string lesionSentence(const Scene::Lesion& lesion, const Scene& scene,
                               const std::string& language) const;
    std::string lesionKey(const Scene::Lesion& lesion) const;
    std::string whatSentence(const Scene& scene, const std::string& language) const;
    std::string report(const Scene& scene, const std::string& language) const;
    std::string lesionAnswer(const Scene& scene, const std::string& language, int classIndex) const;
    bool visible(const Scene& scene, const std::string& key) const;
    bool enlarged(int classIndex, const Scene::Organ& organ) const;
    int classNamed(const std::string& key) const;

    StarterConfig config_;
    std::map<std::string, Rows> templates_;
    std::map<std::string, std::array<std::string, 2>> words_;
    std::map<std::string, std::vector<std::string>> synonyms_;  ///< "key language" -> other names
};

}  // namespace dokuei::inference

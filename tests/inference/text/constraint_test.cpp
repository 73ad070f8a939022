#include "inference/text/Constraint.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "inference/Error.h"
#include "inference/text/BoxGrammars.h"
#include "inference/text/Unicode.h"
#include "tests/inference/text/PublicTokenizer.h"

namespace dokuei::inference {
namespace {

const std::string kFixtures = DOKUEI_SOURCE_DIR "/tests/inference/fixtures/";

/// A vocabulary of single bytes with M3D's tokens and a few longer ones.
std::string smallVocabulary() {
    nlohmann::json vocabulary, added;
    for (int b = 0; b < 256; ++b) {
        char name[8];
        std::snprintf(name, sizeof name, "<0x%02X>", b);
        vocabulary[name] = b;
    }
    int id = 256;
    for (const char* more : {"[{\"", "\"box_2d\":[", "100", "00", "], ", "},{", "\"}", "label", "\",\"",
                             "\xE8\x82\xBA", "\xE8", "0.", "[0", "1.0"})
        vocabulary[more] = id++;
    for (const char* control : {"<s>", "</s>", "<bx_start>", "<bx_end>"}) {
        added.push_back({{"id", id}, {"content", control}, {"special", true}});
        vocabulary[control] = id++;
    }
    return nlohmann::json{{"model",
                           {{"type", "BPE"},
                            {"vocab", vocabulary},
                            {"merges", nlohmann::json::array()},
                            {"byte_fallback", true}}},
                          {"decoder", {{"type", "ByteFallback"}}},
                          {"added_tokens", added}}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

struct Vocabulary {
    std::string name;
    Tokenizer tokenizer;
    std::vector<int> stop;
};

std::vector<Vocabulary> vocabularies() {
    const auto small = Tokenizer::fromJson(smallVocabulary(), "small");
    const auto bytes = Tokenizer::fromFile(kFixtures + "byte_level.json");
    const auto piece = Tokenizer::fromFile(kFixtures + "sentencepiece_style.json");
    std::vector<Vocabulary> all{{"small", small, {small.id("</s>")}},
                                {"byte level", bytes, {bytes.id("<eos>")}},
                                {"SentencePiece", piece, {piece.id("</s>")}}};
    if (const auto qwen = publicTokenizer("qwen2.5-public"))
        all.push_back({"Qwen", *qwen, {qwen->id("<|im_end|>")}});
    return all;
}

/// Lets chance choose among the allowed tokens; `eager`: how often it prefers a stop token when it may.
std::string babble(const Vocabulary& v, const std::shared_ptr<TokenGrammar>& grammar, std::mt19937& random,
                   int budget, double eager = 0.1) {
    Constraint constraint(grammar, v.stop);
    std::vector<int> ids;
    while (static_cast<int>(ids.size()) < budget && !constraint.ended()) {
        const auto& mask = constraint.allowed(budget - static_cast<int>(ids.size()));
        std::vector<int> allowed;
        mask.forEach(1 << 22, [&](int id) { allowed.push_back(id); });
        EXPECT_FALSE(allowed.empty());
        if (allowed.empty()) break;
        int id = allowed[random() % allowed.size()];
        if (mask.allows(v.stop[0]) && std::uniform_real_distribution<>(0, 1)(random) < eager) id = v.stop[0];
        constraint.accept(id);
        if (id == v.stop[0]) break;
        ids.push_back(id);
    }
    EXPECT_TRUE(constraint.complete());
    return v.tokenizer.decode(ids);
}

void expectBoxes(const nlohmann::json& list, const std::string& key, int most) {
    ASSERT_TRUE(list.is_array());
    for (const auto& entry : list) {
        ASSERT_EQ(entry.size(), 2u);
        ASSERT_TRUE(entry.at("label").is_string());
        ASSERT_EQ(entry.at(key).size(), 4u);
        for (const auto& side : entry.at(key)) {
            ASSERT_TRUE(side.is_number_integer());
            ASSERT_GE(side.get<int>(), 0);
            ASSERT_LE(side.get<int>(), most);
        }
    }
}

TEST(Constraints, MakeEveryBoxListParseWhateverTheModelPrefers) {
    std::mt19937 random(1);
    int boxes = 0;
    for (const auto& v : vocabularies()) {
        const auto table = std::make_shared<TokenTable>(v.tokenizer);
        for (const auto& [key, most] : {std::pair<std::string, int>{"box_2d", 1000}, {"bbox_2d", 644}}) {
            const auto grammar = std::make_shared<TokenGrammar>(table, boxList(key, most));
            for (int run = 0; run < 60; ++run) {
                const auto text = babble(v, grammar, random, 60 + static_cast<int>(random() % 200));
                SCOPED_TRACE(v.name + ": " + text);
                const auto list = nlohmann::json::parse(text, nullptr, false);
                ASSERT_FALSE(list.is_discarded());
                expectBoxes(list, key, most);
                boxes += static_cast<int>(list.size());
            }
        }
    }
    EXPECT_GT(boxes, 100);
}

TEST(Constraints, EndInTimeHoweverShortTheBudget) {
    std::mt19937 random(2);
    for (const auto& v : vocabularies()) {
        const auto grammar = std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer),
                                                            boxList("box_2d", 1000));
        for (int budget = 2; budget < 90; ++budget) {
            const auto text = babble(v, grammar, random, budget, 0);
            ASSERT_TRUE(nlohmann::json::accept(text)) << v.name << " " << budget << ": " << text;
        }
    }
}

TEST(Constraints, LetABoxListStandInTheMiddleOfAnyText) {
    std::mt19937 random(3);
    for (const auto& v : vocabularies()) {
        const auto grammar = std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer),
                                                            textWithBoxes("box_2d", 1000));
        for (const auto& good :
             {"Lungs [1] are clear.", "```json\n[\n  {\"box_2d\": [1, 2, 3, 1000], \"label\": \"x\"}\n]\n```",
              "[{\"label\":\"a\",\"box_2d\":[0,0,0,0]}] and [ {\"box_2d\":[0,0,0,0],\"label\":\"b\"}]",
              "{ 5 mm }", "{\"box_2d\":[0,0,0,0],\"label\":\"\\u00e9\\n\"}", "[[[", "[]"}) {
            Constraint constraint(grammar, v.stop);
            for (const int id : v.tokenizer.encode(good, false)) {
                if (v.tokenizer.isSpecial(id)) continue;  // a vocabulary of few characters
                ASSERT_TRUE(constraint.allowed(1000).allows(id)) << v.name << ": " << good;
                constraint.accept(id);
            }
            EXPECT_TRUE(constraint.complete()) << good;
            EXPECT_FALSE(constraint.ended());
        }
        for (int run = 0; run < 40; ++run) {
            const auto text = babble(v, grammar, random, 120);
            EXPECT_EQ(validUtf8(text), text);
        }
    }
    // The small vocabulary writes boxes often.
    const auto v = vocabularies()[0];
    const auto grammar = std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer),
                                                        textWithBoxes("box_2d", 1000));
    int found = 0;
    for (int run = 0; run < 400; ++run) {
        const auto text = babble(v, grammar, random, 400, 0.01);
        for (auto at = text.find("[{"); at != std::string::npos; at = text.find("[{", at + 1)) {
            // A string of an earlier list may hold this too.
            std::size_t end = at;
            nlohmann::json list;
            do {
                end = text.find(']', end + 1);
                if (end == std::string::npos) break;
                list = nlohmann::json::parse(text.substr(at, end + 1 - at), nullptr, false);
            } while (list.is_discarded());
            if (text.find('"') > at) {
                ASSERT_NE(end, std::string::npos) << text;
                expectBoxes(list, "box_2d", 1000);
                ++found;
            }
            break;
        }
    }
    EXPECT_GT(found, 20);
}

TEST(Constraints, KeepUnitBoxesWithinTheVolume) {
    std::mt19937 random(4);
    const auto v = vocabularies()[0];
    const auto grammar = std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer),
                                                        textWithUnitBoxes(v.tokenizer));
    int found = 0;
    for (int run = 0; run < 400; ++run) {
        const auto text = babble(v, grammar, random, 300, 0.01);
        for (auto at = text.find("<bx_start>"); at != std::string::npos;
             at = text.find("<bx_start>", at + 1)) {
            const auto end = text.find("<bx_end>", at);
            if (end == std::string::npos) continue;
            const auto box = nlohmann::json::parse(text.substr(at + 10, end - at - 10), nullptr, false);
            if (box.is_discarded()) continue;  // spelled out as plain text
            ASSERT_EQ(box.size(), 6u);
            for (const auto& side : box)
                ASSERT_TRUE(side.get<double>() >= 0 && side.get<double>() <= 1) << text;
            ++found;
        }
    }
    EXPECT_GT(found, 100);
}

TEST(Constraints, HoldFindingsToTheirForm) {
    std::mt19937 random(5);
    const auto findings = Grammar::array(Grammar::object(
        {{"finding", Grammar::string()},
         {"certainty", Grammar::oneOf({Grammar::text("\"present\""), Grammar::text("\"absent\"")})},
         {"more", Grammar::json(3)}}));
    for (const auto& v : vocabularies()) {
        const auto grammar =
            std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer), findings);
        for (int run = 0; run < 30; ++run) {
            const auto text = babble(v, grammar, random, 200);
            const auto list = nlohmann::json::parse(text, nullptr, false);
            ASSERT_TRUE(list.is_array()) << v.name << ": " << text;
            for (const auto& entry : list) {
                EXPECT_TRUE(entry.at("certainty") == "present" || entry.at("certainty") == "absent");
                EXPECT_TRUE(entry.contains("more"));
            }
        }
    }
}

TEST(Constraints, BoundNumbersExactly) {
    const auto v = vocabularies()[0];
    const auto table = std::make_shared<TokenTable>(v.tokenizer);
    for (const int most : {0, 7, 9, 10, 99, 100, 644, 1000, 1023}) {
        const auto grammar = std::make_shared<TokenGrammar>(table, Grammar::integer(most));
        const auto reads = [&](const std::string& text) {
            Constraint constraint(grammar, v.stop);
            for (const char c : text) {
                const int id = static_cast<unsigned char>(c);
                if (!constraint.allowed(100).allows(id)) return false;
                constraint.accept(id);
            }
            return constraint.complete();
        };
        for (int n = 0; n < 1200; ++n) EXPECT_EQ(reads(std::to_string(n)), n <= most) << n << " of " << most;
        EXPECT_FALSE(reads("007"));
        EXPECT_FALSE(reads("-1"));
        EXPECT_FALSE(reads(""));
    }
}

TEST(Constraints, TellWhatClosesAnAnswerThatIsCutOff) {
    const auto v = vocabularies()[0];
    const auto grammar =
        std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer), boxList("box_2d", 1000));
    const std::string whole =
        "[{\"box_2d\":[1,2,30,4],\"label\":\"\xE8\x82\xBA \\u00e9\"},{\"label\":\"b\",\"box_2d\":[5,6,7,8]}]";
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        Constraint constraint(grammar, v.stop);
        for (const char c : whole.substr(0, cut)) constraint.accept(static_cast<unsigned char>(c));
        const auto text = whole.substr(0, cut) + constraint.closing();
        EXPECT_TRUE(nlohmann::json::accept(text)) << text;
    }
}

TEST(Constraints, RefuseATokenThatWasNotAllowed) {
    const auto v = vocabularies()[0];
    const auto grammar =
        std::make_shared<TokenGrammar>(std::make_shared<TokenTable>(v.tokenizer), boxList("box_2d", 1000));
    Constraint constraint(grammar, v.stop);
    EXPECT_FALSE(constraint.allowed(100).allows('x'));
    EXPECT_FALSE(constraint.allowed(100).allows(v.stop[0]));
    EXPECT_THROW(constraint.accept('x'), Error);
    EXPECT_THROW(constraint.accept(v.stop[0]), Error);
    constraint.accept('[');
    constraint.accept(']');
    EXPECT_TRUE(constraint.allowed(100).allows(v.stop[0]));
    EXPECT_TRUE(constraint.ended());
}

}  // namespace
}  // namespace dokuei::inference

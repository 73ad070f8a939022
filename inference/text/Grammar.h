#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dokuei::inference {

/// A regular language over bytes and single tokens, built from small parts. Parts are values: each use is a
/// copy, so `sequence({a, a})` is a twice.
class Grammar {
public:
    /// The bytes of a text.
    static Grammar text(const std::string& bytes);
    /// One token as such, for instance <bx_start>; its spelling in plain text does not count.
    static Grammar token(int id);
    static Grammar sequence(const std::vector<Grammar>& parts);
    static Grammar oneOf(const std::vector<Grammar>& parts);
    /// Between `least` and `most` times; `most` < 0: without end.
    static Grammar repeated(const Grammar& part, int least, int most);
    static Grammar optional(const Grammar& part) { return repeated(part, 0, 1); }
    /// One byte of the given range.
    static Grammar byte(unsigned char low, unsigned char high);
    /// One character of valid UTF-8 that is neither one of the ASCII characters in `without` nor, unless
    /// `controls`, a control character.
    static Grammar character(const std::string& without, bool controls);

    /// A whole number from 0 to `most`, without leading zeros.
    static Grammar integer(int most);
    /// A number from 0 to 1 with at most `decimals` decimals.
    static Grammar fraction(int decimals);
    /// A JSON string of any content, in quotation marks.
    static Grammar string();
    /// White space as models indent JSON with.
    static Grammar space();
    /// A JSON array of at least `least` items.
    static Grammar array(const Grammar& item, int least = 0);
    /// A JSON object with these keys in this order.
    static Grammar object(const std::vector<std::pair<std::string, Grammar>>& members);
    /// Any JSON value whose arrays and objects nest at most `depth` deep.
    static Grammar json(int depth);
    /// What may begin in the middle of a text.
    struct Embedded;
    /// Any text in which the embedded structures begin and end as often as the model likes.
    static Grammar textWith(const std::vector<Embedded>& structures);

    /// Nondeterministic automaton: state 0 is the start, 1 the end.
    struct Edge {
        std::int32_t to = 0;
        std::int32_t low = 0, high = 0;  ///< bytes; low = kEmpty: reads nothing; low = kToken: token `high`
    };
    static constexpr std::int32_t kEmpty = -1, kToken = -2;
    using States = std::vector<std::vector<Edge>>;
    const States& states() const { return *states_; }

private:
    explicit Grammar(States states) : states_(std::make_shared<const States>(std::move(states))) {}
    static std::int32_t append(States& into, const Grammar& part);
    static std::set<std::int32_t> closure(const States& states, std::set<std::int32_t> from);
    static Grammar edge(std::int32_t low, std::int32_t high);

    std::shared_ptr<const States> states_;
};

struct Grammar::Embedded {
    /// ASCII text that begins the structure wherever it stands, white space between its characters or not;
    /// empty when a token begins it.
    std::string begin;
    Grammar structure;  ///< `begin` included
};

}  // namespace dokuei::inference

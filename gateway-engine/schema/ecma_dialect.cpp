// From ECMA 262 regular expressions to PCRE2's: where both read the same text differently (ECMA 262, 21.2.1 and B.1.4).
#include "gateway-engine/schema/ecma_pattern.h"

#include <array>
#include <charconv>
#include <optional>

namespace gw::engine {

namespace {

// White space and line ends of ECMA 262, and all the rest, as they may stand inside a class.
constexpr std::string_view space = "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}"
                                   "\\x{205f}\\x{3000}\\x{feff}";
constexpr std::string_view noSpace =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-"
    "\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
constexpr std::string_view anyButLineEnd = "[^\\n\\r\\x{2028}\\x{2029}]";

struct Property
{
    std::string_view name;
    std::string_view shortName;
};

// General categories by the long names ECMA 262 takes; PCRE2 knows the short ones.
constexpr std::array properties{Property{"Letter", "L"},
                                Property{"Cased_Letter", "L&"},
                                Property{"Uppercase_Letter", "Lu"},
                                Property{"Lowercase_Letter", "Ll"},
                                Property{"Titlecase_Letter", "Lt"},
                                Property{"Modifier_Letter", "Lm"},
                                Property{"Other_Letter", "Lo"},
                                Property{"Mark", "M"},
                                Property{"Nonspacing_Mark", "Mn"},
                                Property{"Spacing_Mark", "Mc"},
                                Property{"Enclosing_Mark", "Me"},
                                Property{"Number", "N"},
                                Property{"Decimal_Number", "Nd"},
                                Property{"digit", "Nd"},
                                Property{"Letter_Number", "Nl"},
                                Property{"Other_Number", "No"},
                                Property{"Punctuation", "P"},
                                Property{"punct", "P"},
                                Property{"Symbol", "S"},
                                Property{"Math_Symbol", "Sm"},
                                Property{"Currency_Symbol", "Sc"},
                                Property{"Modifier_Symbol", "Sk"},
                                Property{"Other_Symbol", "So"},
                                Property{"Separator", "Z"},
                                Property{"Space_Separator", "Zs"},
                                Property{"Line_Separator", "Zl"},
                                Property{"Paragraph_Separator", "Zp"},
                                Property{"Other", "C"},
                                Property{"Control", "Cc"},
                                Property{"cntrl", "Cc"},
                                Property{"Format", "Cf"},
                                Property{"Private_Use", "Co"},
                                Property{"Unassigned", "Cn"}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Translation
{
public:
    explicit Translation(std::string_view text) : m_text(text) {}

    Result<std::string> run()
    {
        while (m_at < m_text.size() && m_problem.empty())
            m_inClass ? insideClass() : outsideClass();
        if (!m_problem.empty())
            return fail(m_problem);
        return std::move(m_out);
    }

private:
    void outsideClass()
    {
        const char c = m_text[m_at];
        if (c == '\\')
            return escape();
        ++m_at;
        if (c == '[')
            openClass();
        else if (c == '.')
            m_out += anyButLineEnd;
        else if (c == '{' && !isQuantifier())
            m_out += "\\{";
        else if (c == '(' && m_text.substr(m_at, 1) == "*")
            m_problem = "nothing to repeat behind \"(\"";
        else if ((c == '+' || c == '*') && m_text.substr(m_at, 1) == "+")
            m_problem = "nothing to repeat before \"+\"";
        else
            m_out += c;
    }

    void openClass()
    {
        m_inClass = true;
        m_out += '[';
        if (m_text.substr(m_at, 1) == "^") {
            m_out += '^';
            ++m_at;
        }
        if (m_text.substr(m_at, 1) != "]")
            return;
        m_out += ']'; // [] is nothing, [^] anything; PCRE2 is told to see it so
        m_inClass = false;
        ++m_at;
    }

    void insideClass()
    {
        const char c = m_text[m_at];
        if (c == '\\')
            return escape();
        ++m_at;
        if (c == '[')
            m_out += "\\["; // no [:alpha:] in ECMA 262
        else
            m_out += c;
        m_inClass = c != ']';
    }

    // Behind "{": digits, perhaps a comma and digits, "}".
    [[nodiscard]] bool isQuantifier() const
    {
        std::size_t at = m_at;
        while (at < m_text.size() && isDigit(m_text[at]))
            ++at;
        if (at == m_at)
            return false;
        if (at < m_text.size() && m_text[at] == ',')
            ++at;
        while (at < m_text.size() && isDigit(m_text[at]))
            ++at;
        return at < m_text.size() && m_text[at] == '}';
    }

    void escape()
    {
        if (m_at + 1 >= m_text.size()) {
            m_problem = "\"\\\" at the end of the pattern";
            return;
        }
        const char c = m_text[m_at + 1];
        m_at += 2;
        switch (c) {
        case 's':
            return set(space);
        case 'S':
            return set(noSpace);
        case 'v':
            m_out += "\\x{b}";
            return;
        case 'u':
            return unicodeEscape();
        case 'x':
            return byteEscape();
        case 'p':
        case 'P':
            return property(c);
        case 'k':
            m_out += "\\k";
            return;
        case '0':
            m_out += "\\x{0}";
            return;
        case 'c':
            return control();
        default:
            plainEscape(c);
        }
    }

    void plainEscape(char c)
    {
        constexpr std::string_view same = "dDwWbBfnrt123456789";
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (same.find(c) == std::string_view::npos && isLetter) {
            m_out += c; // \a, \Z, \Q …: the letter itself
            return;
        }
        m_out += '\\';
        m_out += c;
    }

    void control()
    {
        const char letter = m_at < m_text.size() ? m_text[m_at] : '\0';
        const bool isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        if (!isLetter) {
            m_out += "\\\\c";
            return;
        }
        m_out += codePoint(static_cast<std::uint32_t>(letter) & 0x1F);
        ++m_at;
    }

    void set(std::string_view members)
    {
        if (m_inClass) {
            m_out += members;
            return;
        }
        m_out += "[";
        m_out += members;
        m_out += ']';
    }

    [[nodiscard]] std::optional<std::uint32_t> hexadecimal(std::size_t at, std::size_t digits) const
    {
        std::uint32_t value = 0;
        const std::string_view part = m_text.substr(std::min(at, m_text.size()), digits);
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, 16);
        const bool isWhole = part.size() == digits && error == std::errc{} && end == part.data() + part.size();
        return isWhole ? std::optional(value) : std::nullopt;
    }

    static std::string codePoint(std::uint32_t value)
    {
        char text[16];
        const char* end = std::to_chars(text, text + sizeof text, value, 16).ptr;
        return "\\x{" + std::string(text, static_cast<std::size_t>(end - text)) + "}";
    }

    void unicodeEscape()
    {
        auto value = hexadecimal(m_at, 4);
        if (!value) {
            m_out += 'u';
            return;
        }
        m_at += 4;
        const auto low = m_text.substr(m_at, 2) == "\\u" ? hexadecimal(m_at + 2, 4) : std::nullopt;
        if (*value >= 0xD800 && *value < 0xDC00 && low && *low >= 0xDC00 && *low < 0xE000) {
            value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
            m_at += 6;
        }
        if (*value >= 0xD800 && *value < 0xE000) {
            m_problem = "half of a surrogate pair";
            return;
        }
        m_out += codePoint(*value);
    }

    void byteEscape()
    {
        const auto value = hexadecimal(m_at, 2);
        m_out += value ? codePoint(*value) : "x";
        m_at += value ? 2 : 0;
    }

    void property(char c)
    {
        const auto end = m_text.find('}', m_at);
        if (m_text.substr(m_at, 1) != "{" || end == std::string_view::npos) {
            m_out += c;
            return;
        }
        std::string_view name = m_text.substr(m_at + 1, end - m_at - 1);
        for (const std::string_view prefix : {"General_Category=", "gc=", "Script=", "sc="})
            if (name.starts_with(prefix))
                name.remove_prefix(prefix.size());
        for (const Property& entry : properties)
            if (entry.name == name)
                name = entry.shortName;
        m_out += '\\';
        m_out += c;
        m_out.append("{").append(name).append("}");
        m_at = end + 1;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_inClass = false;
    std::string m_out;
    std::string m_problem;
};

} // namespace

Result<std::string> perlPatternFrom(std::string_view ecma)
{
    return Translation(ecma).run();
}

} // namespace gw::engine

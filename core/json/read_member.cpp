#include "core/json/read_member.h"

#include "core/json/json_events.h"
#include "core/json/number_text.h"

#include <string>
#include <utility>

namespace gw::json {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

// Follows how deep the text is, and keeps what stands behind the key on its first level.
class NumberOfMember : public IgnoredEvents
{
public:
    explicit NumberOfMember(std::string_view key) : m_wanted(key) {}

    [[nodiscard]] std::optional<Number> found() const { return m_number; }

    bool on_object_begin(ErrorCode&) { return open(); }
    bool on_object_end(std::size_t, ErrorCode&) { return close(); }
    bool on_array_begin(ErrorCode&) { return open(); }
    bool on_array_end(std::size_t, ErrorCode&) { return close(); }
    bool on_key_part(View part, std::size_t, ErrorCode&)
    {
        if (m_depth == 1)
            m_key.append(part.data(), part.size());
        return true;
    }
    bool on_key(View part, std::size_t size, ErrorCode& error)
    {
        if (m_depth != 1)
            return true;
        on_key_part(part, size, error);
        m_isNext = !m_isDone && m_key == m_wanted;
        m_isDone = m_isDone || m_isNext;
        m_key.clear();
        return true;
    }
    bool on_string(View, std::size_t, ErrorCode&) { return pass(); }
    bool on_bool(bool, ErrorCode&) { return pass(); }
    bool on_null(ErrorCode&) { return pass(); }
    bool on_int64(std::int64_t, View text, ErrorCode&) { return number(text); }
    bool on_uint64(std::uint64_t, View text, ErrorCode&) { return number(text); }
    bool on_double(double, View text, ErrorCode& error)
    {
        if (hasReadableExponent({text.data(), text.size()}))
            return number(text);
        error = boost::json::error::exponent_overflow;
        return false;
    }

private:
    bool open()
    {
        ++m_depth;
        return pass();
    }
    bool close()
    {
        --m_depth;
        return true;
    }
    bool pass()
    {
        m_isNext = false;
        return true;
    }
    bool number(View text)
    {
        if (m_isNext)
            m_number = Number{std::string(text.data(), text.size())};
        return pass();
    }

    std::string_view m_wanted;
    std::string m_key; // as far as it has come
    int m_depth = 0;
    bool m_isNext = false;  // the value that comes is the member's
    bool m_isDone = false;  // the member was met
    std::optional<Number> m_number;
};

} // namespace

Result<std::optional<Number>> readNumberMember(std::string_view text, std::string_view key, const ReadLimits& limits)
{
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    boost::json::basic_parser<NumberOfMember> parser(optionsOf(limits), key);
    if (auto read = parseEvents(parser, text, limits); !read)
        return fail(std::move(read.error()));
    return parser.handler().found();
}

} // namespace gw::json

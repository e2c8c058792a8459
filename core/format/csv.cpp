#include "core/format/csv.h"

#include <utility>

namespace gw {

namespace {

class Reader
{
public:
    Reader(std::string_view text, const CsvLimits& limits) : m_text(text), m_limits(limits) {}

    Result<std::vector<CsvRecord>> read();

private:
    [[nodiscard]] bool isAtEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] bool isAtLineEnd() const
    {
        return isAtEnd() || m_text[m_at] == '\n' || m_text.substr(m_at, 2) == "\r\n";
    }
    void skipLineEnd();
    Result<CsvRecord> record();
    Result<std::string> field();
    Result<std::string> quotedField();
    [[nodiscard]] tl::unexpected<Diagnostic> problem(std::size_t at, std::string message, std::string hint) const;

    std::string_view m_text;
    CsvLimits m_limits;
    std::size_t m_at = 0;
    std::size_t m_lineBegin = 0;
    int m_line = 1;
};

tl::unexpected<Diagnostic> Reader::problem(std::size_t at, std::string message, std::string hint) const
{
    Diagnostic d;
    d.rule = "csv-syntax";
    d.message = std::move(message);
    d.hint = std::move(hint);
    d.position.line = m_line;
    d.position.column = 1;
    for (std::size_t i = m_lineBegin; i < at; ++i)
        d.position.column += (static_cast<unsigned char>(m_text[i]) & 0xC0U) != 0x80U; // not inside a code point
    return fail(std::move(d));
}

void Reader::skipLineEnd()
{
    if (isAtEnd())
        return;
    m_at += m_text[m_at] == '\r' ? 2 : 1;
    m_lineBegin = m_at;
    ++m_line;
}

Result<std::string> Reader::quotedField()
{
    const std::size_t begin = m_at++;
    const int beginLine = m_line;
    std::string value;
    for (; !isAtEnd(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '"' && m_text.substr(m_at, 2) != "\"\"") {
            ++m_at;
            if (isAtLineEnd() || m_text[m_at] == ',')
                return value;
            return problem(m_at, "There is text after the end of a quoted field.",
                           "Put a comma behind the quote, or write a quote within the field twice.");
        }
        if (c == '"')
            ++m_at;
        value += c;
        if (c == '\n') {
            m_lineBegin = m_at + 1;
            ++m_line;
        }
    }
    auto failure = problem(m_line == beginLine ? begin : m_lineBegin, "A quoted field has no end.",
                           "Close it with a quote; a quote within the field is written twice.");
    failure.value().position.line = beginLine;
    return failure;
}

Result<std::string> Reader::field()
{
    if (!isAtEnd() && m_text[m_at] == '"')
        return quotedField();
    const std::size_t begin = m_at;
    for (; !isAtLineEnd() && m_text[m_at] != ','; ++m_at)
        if (m_text[m_at] == '"')
            return problem(m_at, "There is a quote within a field that has none around it.",
                           "Put the whole field in quotes and write the quote within it twice.");
    return std::string(m_text.substr(begin, m_at - begin));
}

Result<CsvRecord> Reader::record()
{
    CsvRecord record{m_line, {}};
    while (true) {
        auto value = field();
        if (!value)
            return fail(value.error());
        record.fields.push_back(*std::move(value));
        if (isAtLineEnd())
            return record;
        if (record.fields.size() == m_limits.maxFields)
            return problem(m_at, "A line has more than " + std::to_string(m_limits.maxFields) + " fields.",
                           "Take out the columns that are not needed.");
        ++m_at; // the comma
    }
}

Result<std::vector<CsvRecord>> Reader::read()
{
    if (m_text.size() > m_limits.maxBytes)
        return problem(0, "The text has more than " + std::to_string(m_limits.maxBytes) + " bytes.",
                       "Divide it into several.");
    if (m_text.substr(0, 3) == "\xEF\xBB\xBF")
        m_at = m_lineBegin = 3;
    std::vector<CsvRecord> records;
    for (; !isAtEnd(); skipLineEnd()) {
        if (isAtLineEnd())
            continue;
        if (records.size() == m_limits.maxRecords)
            return problem(m_at, "The text has more than " + std::to_string(m_limits.maxRecords) + " records.",
                           "Divide it into several.");
        auto next = record();
        if (!next)
            return fail(next.error());
        records.push_back(*std::move(next));
    }
    return records;
}

} // namespace

Result<std::vector<CsvRecord>> readCsv(std::string_view text, const CsvLimits& limits)
{
    return Reader(text, limits).read();
}

} // namespace gw

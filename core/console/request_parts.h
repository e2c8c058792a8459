// What every request is made of once its variables are filled in: the address, encoded, and header lines that can be
// sent. HTTP requests and WebSocket connections share it.
#pragma once

#include "core/console/prepare_request.h"

#include <QByteArrayList>

namespace gw::console {

// Fills variables into text after text and remembers which were missing.
class Filler
{
public:
    explicit Filler(const VariableScope& scope) : m_scope(scope) {}

    QString operator()(const QString& text);
    Fields operator()(const Fields& fields); // those that are named and switched on
    [[nodiscard]] Result<void> outcome() const;

private:
    const VariableScope& m_scope;
    std::vector<Unresolved> m_problems;
};

[[nodiscard]] bool isTokenText(const QByteArray& text); // RFC 9110 5.6.2

// `schemes`: those that can be called, the first is meant where none is written.
[[nodiscard]] Result<QUrl> urlFrom(const QString& text, const Fields& query, const QByteArrayList& schemes);
// Lines of one name are joined as RFC 9110 5.3 allows.
[[nodiscard]] Result<std::vector<HeaderLine>> headerLines(const Fields& headers);

} // namespace gw::console

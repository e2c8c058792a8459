// QRegularExpression is PCRE2, as the engine's patterns are; its match limit bounds runaway patterns.
#include "ui/models/response_selection.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace gw::ui {

int selectedResponse(const std::vector<IntegrationResponse>& responses, const QString& subject)
{
    std::vector<int> order(responses.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return responses[static_cast<std::size_t>(a)].statusCode < responses[static_cast<std::size_t>(b)].statusCode;
    });
    int fallback = -1;
    for (const int index : order) {
        const std::string& pattern = responses[static_cast<std::size_t>(index)].selectionPattern;
        if (pattern.empty()) {
            fallback = fallback < 0 ? index : fallback;
            continue;
        }
        const QRegularExpression expression(QRegularExpression::anchoredPattern(QString::fromStdString(pattern)));
        if (expression.isValid() && expression.match(subject).hasMatch())
            return index;
    }
    return fallback;
}

} // namespace gw::ui

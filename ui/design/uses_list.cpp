// Links to what uses an element; a long list is cut short.
#include "ui/design/uses_list.h"

#include "ui/design/method_facts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr std::size_t mostLinks = 20;

}

UsesList::UsesList(const Theme& theme, const QString& whenNone, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_whenNone(whenNone), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_uses.push_back({}); // unlike any that is shown first
    showUses({});
}

void UsesList::showUses(const ElementUses& uses)
{
    if (uses == m_uses)
        return;
    m_uses = uses;
    if (m_rows) {
        m_rows->hide();
        m_rows->deleteLater(); // a link of it may be what led here
    }
    m_rows = new QWidget(this);
    auto* column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::xxs);
    for (std::size_t i = 0; i < std::min(uses.size(), mostLinks); ++i) {
        auto* link = flatButton(m_theme, QStringLiteral("link"), fromUtf8(uses[i].where), m_rows);
        connect(link, &QToolButton::clicked, this, [this, node = uses[i].node] { emit elementRequested(node); });
        column->addWidget(link, 0, Qt::AlignLeft);
    }
    const QString rest = uses.empty()              ? m_whenNone
                         : uses.size() > mostLinks ? tr("and %1 more").arg(uses.size() - mostLinks)
                                                   : QString();
    if (!rest.isEmpty()) {
        auto* label = new ToneLabel(m_theme, tone::muted, rest);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_column->addWidget(m_rows);
}

} // namespace gw::ui

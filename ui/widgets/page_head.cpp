// Title, counts and buttons in a row.
#include "ui/widgets/page_head.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tone_label.h"

#include <QFontMetrics>
#include <QHBoxLayout>

#include <algorithm>

namespace gw::ui {

PageHead::PageHead(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_name(new ToneLabel(theme, tone::title)),
      m_counts(new ToneLabel(theme, tone::muted))
{
    m_row->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::m);
    m_row->setSpacing(spacing::m);
    m_row->addWidget(m_name);
    // On the line of the much larger title.
    const int lift =
        QFontMetrics(theme.text(fontSize::title, true)).descent() - QFontMetrics(theme.text()).descent() + 1;
    m_counts->setContentsMargins(0, 0, 0, std::max(0, lift));
    m_row->addWidget(m_counts, 1, Qt::AlignBottom);
}

void PageHead::setTitle(const QString& name, const QString& counts)
{
    m_name->setText(name);
    m_counts->setText(counts);
}

void PageHead::addButton(QWidget* button)
{
    m_row->addWidget(button);
}

} // namespace gw::ui

// Layout of the design forms.
#include "ui/design/form.h"

#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int wideWidth = 1440;

}

Form::Form(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    m_page = new QVBoxLayout(this);
    m_page->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::xxl);
    m_page->setSpacing(spacing::m);
    m_page->addStretch(1);
    beginColumn();
}

void Form::beginColumn()
{
    auto* row = new QHBoxLayout;
    m_page->insertLayout(m_page->count() - 1, row);
    auto* column = new QWidget;
    column->setMaximumWidth(formWidth);
    row->addWidget(column, 1);
    row->addStretch(0);
    m_column = new QVBoxLayout(column);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(spacing::l);
    m_column->addStretch(1);
}

void Form::addWideWidget(QWidget* widget)
{
    widget->setMaximumWidth(wideWidth);
    auto* row = new QHBoxLayout;
    row->addWidget(widget, 1);
    row->addStretch(0);
    const bool isUnused = m_column && m_column->count() == 1; // stays below it
    m_page->insertLayout(m_page->count() - (isUnused ? 2 : 1), row);
    if (!isUnused)
        m_column = nullptr;
}

void Form::addWidget(QWidget* widget)
{
    if (!m_column)
        beginColumn();
    m_column->insertWidget(m_column->count() - 1, widget);
}

QWidget* Form::addSection(const QString& title, const QString& explanation)
{
    auto* heading = new QWidget;
    auto* column = new QVBoxLayout(heading);
    const bool isFirst = m_page->count() == 2 && m_column && m_column->count() == 1;
    column->setContentsMargins(0, isFirst ? 0 : spacing::l, 0, 0);
    column->setSpacing(spacing::xxs);
    column->addWidget(new ToneLabel(m_theme, tone::section, title));
    if (!explanation.isEmpty()) {
        auto* text = new ToneLabel(m_theme, tone::label, explanation);
        text->setWordWrap(true);
        column->addWidget(text);
    }
    addWidget(heading);
    return heading;
}

void Form::addButtons(std::initializer_list<QWidget*> buttons)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    for (QWidget* button : buttons)
        row->addWidget(button);
    row->addStretch(1);
    addWidget(box);
}

void Form::addRow(std::initializer_list<QWidget*> widgets)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::l);
    for (QWidget* widget : widgets)
        row->addWidget(widget, 1, Qt::AlignTop);
    if (!m_column)
        beginColumn();
    m_column->insertLayout(m_column->count() - 1, row);
}

void Form::addText(const QString& text)
{
    auto* label = new ToneLabel(m_theme, tone::muted, text);
    label->setWordWrap(true);
    addWidget(label);
}

} // namespace gw::ui

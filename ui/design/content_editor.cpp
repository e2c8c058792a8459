// Tabs of content types over one editor.
#include "ui/design/content_editor.h"

#include "ui/design/code_field.h"
#include "ui/models/json_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tone_label.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int editorHeight = 176;
constexpr int newTypeWidth = 260;
constexpr int leastBesideWidth = 640; // of both together
const QString usualType = QStringLiteral("application/json");

QStringList commonTypes()
{
    return {usualType,
            QStringLiteral("application/xml"),
            QStringLiteral("text/plain"),
            QStringLiteral("text/html"),
            QStringLiteral("application/x-www-form-urlencoded"),
            QStringLiteral("multipart/form-data"),
            QStringLiteral("application/octet-stream"),
            QStringLiteral("application/problem+json")};
}

} // namespace

ContentEditor::ContentEditor(const Theme& theme, const QString& label, const QString& whenEmpty,
                             const QStringList& parts, QWidget* parent)
    : Field(theme, label, parent), m_tabs(new QTabBar),
      m_code(new CodeField(theme, {}, CodeEditor::Language::Json, editorHeight)), m_newType(new QLineEdit),
      m_usualKey(usualType), m_keyWords(tr("Content type to add")),
      m_empty(new ToneLabel(theme, tone::muted, whenEmpty))
{
    auto* box = new QWidget;
    auto* column = m_column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::s);
    auto* head = new QHBoxLayout;
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Content types of %1").arg(label));
    head->addWidget(m_tabs, 1);
    if (parts.size() > 1) {
        m_parts = new SegmentedControl(theme);
        for (const QString& part : parts)
            m_parts->addSegment(part);
        head->addWidget(m_parts);
        connect(m_parts, &SegmentedControl::currentChanged, this, [this] {
            m_code->commitNow();
            m_code->forget();
            showPage();
        });
    }
    column->addLayout(head);
    m_empty->setWordWrap(true);
    column->addWidget(m_empty);
    m_code->editor()->setAccessibleName(label);
    m_code->setSameness(isSameJson);
    m_row = new QBoxLayout(QBoxLayout::LeftToRight);
    m_row->setSpacing(spacing::m);
    m_row->addWidget(m_code, 1, Qt::AlignTop); // what stands beside may be taller
    column->addLayout(m_row);

    auto* foot = new QHBoxLayout;
    m_newType->setAccessibleName(tr("Content type to add to %1").arg(label));
    m_newType->setMaximumWidth(newTypeWidth);
    m_newType->setCompleter(new QCompleter(commonTypes(), m_newType));
    m_newType->completer()->setFilterMode(Qt::MatchContains);
    foot->addWidget(m_newType, 1);
    auto* add = flatButton(theme, QStringLiteral("plus"), tr("Add"), box);
    foot->addWidget(add);
    auto* remove = flatButton(theme, QStringLiteral("trash"), tr("Remove"), box);
    m_remove = remove;
    foot->addWidget(remove);
    foot->addStretch(1);
    column->addLayout(foot);
    setControl(box);

    connect(add, &QToolButton::clicked, this, &ContentEditor::addType);
    connect(m_newType, &QLineEdit::returnPressed, this, &ContentEditor::addType);
    connect(remove, &QToolButton::clicked, this, &ContentEditor::removeCurrent);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        m_code->commitNow();
        m_code->forget();
        showPage();
    });
    setPages({});
}

void ContentEditor::setLanguage(CodeEditor::Language language)
{
    m_hasLanguage = true;
    m_code->editor()->setLanguage(language);
    m_code->setSameness({});
}

void ContentEditor::setKeys(const QString& placeholder, const QStringList& offered)
{
    m_areTypes = false;
    m_keyWords = placeholder;
    m_usualKey = offered.value(0);
    m_newType->setCompleter(new QCompleter(offered, m_newType));
    m_newType->setAccessibleName(placeholder);
    m_newType->setPlaceholderText(m_pages.empty() ? m_usualKey : m_keyWords);
}

void ContentEditor::setBeside(QWidget* pane)
{
    m_beside = pane;
    m_row->addWidget(pane, 1);
    pane->setVisible(!m_pages.empty());
    placeBeside();
}

void ContentEditor::setAbove(QWidget* widget)
{
    m_above = widget;
    m_column->insertWidget(m_column->indexOf(m_empty), widget);
    widget->setVisible(!m_pages.empty());
}

int ContentEditor::currentPart() const
{
    return m_parts ? m_parts->current() : 0;
}

void ContentEditor::placeBeside()
{
    if (m_beside)
        m_row->setDirection(width() < leastBesideWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ContentEditor::resizeEvent(QResizeEvent* event)
{
    Field::resizeEvent(event);
    placeBeside();
}

QString ContentEditor::currentType() const
{
    const int index = m_tabs->currentIndex();
    return index >= 0 && index < static_cast<int>(m_pages.size()) ? m_pages[static_cast<std::size_t>(index)].contentType
                                                                  : QString();
}

void ContentEditor::setPages(const std::vector<Page>& pages)
{
    const QString current = currentType();
    m_pages = pages;
    {
        const QSignalBlocker quiet(m_tabs);
        const auto count = static_cast<int>(pages.size());
        while (m_tabs->count() > count)
            m_tabs->removeTab(m_tabs->count() - 1);
        for (int i = 0; i < count; ++i) {
            const QString& name = pages[static_cast<std::size_t>(i)].contentType;
            if (i >= m_tabs->count())
                m_tabs->addTab(name);
            else if (m_tabs->tabText(i) != name)
                m_tabs->setTabText(i, name);
            if (name == current)
                m_tabs->setCurrentIndex(i);
        }
    }
    const bool isEmpty = pages.empty();
    m_tabs->setVisible(!isEmpty);
    m_code->setVisible(!isEmpty);
    m_remove->setVisible(!isEmpty);
    for (QWidget* other : {m_beside, m_above})
        if (other)
            other->setVisible(!isEmpty);
    if (m_parts)
        m_parts->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_newType->setPlaceholderText(isEmpty ? m_usualKey : m_keyWords);
    if (currentType() != current)
        m_code->forget();
    showPage();
}

void ContentEditor::showPage()
{
    const QString type = currentType();
    if (type.isEmpty())
        return;
    const int part = currentPart();
    const bool isSchema = m_parts && part == 0;
    if (!m_hasLanguage)
        m_code->editor()->setLanguage(isSchema ? CodeEditor::Language::Json : CodeEditor::languageOf(type));
    m_code->setCommit(
        [this, type, part](const QString& text) { return m_edits.set ? m_edits.set(type, part, text) : QString(); });
    m_code->setValue(m_pages[static_cast<std::size_t>(m_tabs->currentIndex())].texts.value(part));
    emit pageShown();
}

void ContentEditor::addType()
{
    QString type = m_newType->text().trimmed();
    if (type.isEmpty() && m_pages.empty())
        type = m_usualKey;
    if (type.isEmpty()) {
        m_newType->setFocus();
        return;
    }
    if (std::any_of(m_pages.begin(), m_pages.end(), [&](const Page& page) { return page.contentType == type; })) {
        showError(tr("\"%1\" is here already.").arg(type));
        return;
    }
    if (m_areTypes && type.count(QLatin1Char('/')) != 1 && type != QLatin1String("$default")) {
        showError(tr("\"%1\" is no content type. Write it as type/subtype, \"application/json\".").arg(type));
        return;
    }
    m_code->commitNow();
    const QString problem = m_edits.add ? m_edits.add(type) : QString();
    showError(problem);
    if (!problem.isEmpty())
        return;
    m_newType->clear();
    m_tabs->setCurrentIndex(m_tabs->count() - 1);
    m_code->editor()->setFocus();
    QTimer::singleShot(0, this, &ContentEditor::showEditor);
}

// Whole, with what stands around it: the forms around it make room for it first.
void ContentEditor::showEditor()
{
    for (QWidget* around = this; around; around = around->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(around)) {
            area->widget()->resize(area->viewport()->width(),
                                   std::max(area->viewport()->height(), area->widget()->sizeHint().height()));
            return area->ensureWidgetVisible(this, 0, spacing::l);
        }
        if (around->layout())
            around->layout()->activate();
    }
}

void ContentEditor::removeCurrent()
{
    const QString type = currentType();
    m_code->forget();
    if (!type.isEmpty() && m_edits.remove)
        showError(m_edits.remove(type));
}

} // namespace gw::ui

// The head of an element's page.
#include "ui/design/element_page.h"

#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/session/workspace.h"
#include "ui/widgets/tone_label.h"

#include <QLineEdit>

namespace gw::ui {

ElementPage::ElementPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace), m_heading(new ToneLabel(theme, tone::title)),
      m_facts(new ToneLabel(theme, tone::muted))
{
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    add(m_heading);
    add(m_facts);
}

void ElementPage::addHead(const QString& objectName, Rename rename)
{
    m_name = add(new TextField(m_theme, tr("Name"), TextField::Kind::CodeLine));
    m_name->lineEdit()->setObjectName(objectName);
    m_name->setCommit(
        [rename = std::move(rename)](const QString& value) { return rename(value.trimmed().toStdString()); });
}

void ElementPage::showHead(const std::string& name, const QString& facts)
{
    m_heading->setText(fromUtf8(name));
    m_facts->setText(facts);
    if (m_name)
        m_name->setValue(fromUtf8(name));
}

void ElementPage::leaveElement()
{
    for (Field* field : findChildren<Field*>())
        field->commitNow();
    for (Field* field : findChildren<Field*>())
        field->forget();
}

QString ElementPage::apply(const QString& name, const std::function<Result<Project>(Project)>& edit,
                           const QString& field)
{
    return applyTelling(m_workspace, name, edit, field.isEmpty() ? QString() : m_key + QLatin1Char(':') + field);
}

} // namespace gw::ui

// Method Request card of a route: its key, what it is called, and who may call it (reference 2.1, 2.7).
#include "core/api/route_key.h"
#include "core/edit/edits_route.h"
#include "ui/design/method_access.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_forms.h"

#include <QLineEdit>

namespace gw::ui {

namespace {

class RouteRequestForm final : public MethodForm
{
public:
    RouteRequestForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        addSection(MethodForm::tr("Route"));
        m_key = add(new TextField(m_theme, MethodForm::tr("Route key"), TextField::Kind::CodeLine));
        m_key->lineEdit()->setObjectName(QStringLiteral("routeKey"));
        m_key->setPlaceholder(QStringLiteral("GET /pets/{petId}"));
        m_key->setHelp(
            MethodForm::tr("A method or ANY and a path. {name} is one part of it, {name+} the rest; $default "
                           "takes what no other route does."));
        m_key->setCommit([this](const QString& value) { return rename(value.toStdString()); });
        m_operation = add(new TextField(m_theme, MethodForm::tr("Operation name"), TextField::Kind::CodeLine));
        m_operation->setPlaceholder(QStringLiteral("listPets"));
        m_operation->setCommit(committing(MethodForm::tr("Edit Operation Name"), QStringLiteral("operationName"),
                                          [](Method& m, const std::string& v) { m.operationName = v; }));
        m_description = add(new TextField(m_theme, MethodForm::tr("Description"), TextField::Kind::Paragraph));
        m_description->setCommit(committing(MethodForm::tr("Edit Description"), QStringLiteral("description"),
                                            [](Method& m, const std::string& v) { m.description = v; }));
        addSection(MethodForm::tr("Access"));
        m_access = add(new MethodAccess(
            m_theme, [this](const QString& name, const MethodProjectEdit& edit) { return changeProject(name, edit); }));
        connect(m_access, &MethodAccess::authorizerRequested, this, &MethodForm::authorizerRequested);
    }

    void showMethod(const MethodContext& context) override
    {
        m_key->setValue(fromUtf8(routeKeyOf(context.resource.path, context.method.verb)));
        m_operation->setValue(fromUtf8(context.method.operationName));
        m_description->setValue(fromUtf8(context.method.description));
        m_access->showMethod(context);
    }

private:
    QString rename(const std::string& key)
    {
        return changeProject(MethodForm::tr("Rename Route"), [&](Project project, const NodeRef& route) {
            return renameRoute(std::move(project), route.api, route.method, key);
        });
    }

    TextField* m_key;
    TextField* m_operation;
    TextField* m_description;
    MethodAccess* m_access;
};

} // namespace

MethodForm* makeRouteRequestForm(const Theme& theme, ApplyMethodChange apply)
{
    return new RouteRequestForm(theme, std::move(apply));
}

} // namespace gw::ui

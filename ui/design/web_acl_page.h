// WebAclPage: a web ACL: its rules in their order, what holds for the rest, and the stages it guards (reference 1.36).
#pragma once

#include "core/api/web_acl.h"
#include "ui/design/element_page.h"

namespace gw::ui {

class TableEditor;
class UsesList;

class WebAclPage final : public ElementPage
{
    Q_OBJECT

public:
    WebAclPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showAcl(WebAclId id);

private:
    void buildRules();
    void moveUp();
    void refresh();
    [[nodiscard]] const WebAcl* shown() const;
    QString change(const QString& command, const std::function<void(WebAcl&)>& set, const QString& field = {});

    WebAclId m_id;
    TextField* m_description = nullptr;
    ChoiceField* m_otherwise = nullptr;
    TableEditor* m_rules = nullptr;
    UsesList* m_uses = nullptr;
};

} // namespace gw::ui

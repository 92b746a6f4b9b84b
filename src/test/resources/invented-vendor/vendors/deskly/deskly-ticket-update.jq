# What is to be changed -> the body of PATCH /tickets/{id}; a ticket that is one too many is done.
.fields // {state: "done"}

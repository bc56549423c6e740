"""What guards every request and every answer: the names under which the portal is asked, the headers that it sends, who may read what
it stores, and under which keys."""
